internal import AssayCore
internal import CLinux
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Starts worker processes, all from one thread that never ends.
///
/// The system ends a worker when the thread that started it ends, and any other thread may.
final class WorkerSpawner: Sendable {
    static let shared = WorkerSpawner()

    private let requests = Mutex<[Request]>([])
    private let bell: Pipe?

    private final class Request: Sendable {
        let program: String
        let descriptors: [Int32]
        let done: Pipe
        let outcome = Mutex<(child: pid_t, error: Int32)>((0, 0))

        init(program: String, descriptors: [Int32], done: Pipe) {
            self.program = program
            self.descriptors = descriptors
            self.done = done
        }
    }

    private init() {
        bell = try? Pipe()
        guard bell != nil else { return }
        var thread = pthread_t()
        let box = Unmanaged.passRetained(self).toOpaque()
        let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { box in
            guard let box else { return nil }
            Unmanaged<WorkerSpawner>.fromOpaque(box).takeUnretainedValue().serve()
        }
        pthread_create(&thread, nil, body, box)
        pthread_detach(thread)
    }

    /// Starts a program; the descriptors become its 0, 1, 2 and so on.
    ///
    /// - Returns: the number of the process, which stays its own until it was waited for.
    func spawn(_ program: String, descriptors: [Int32]) throws(AssayError) -> pid_t {
        guard let bell else { throw Self.failure("there is no thread to start it from") }
        let request = Request(program: program, descriptors: descriptors, done: try Pipe())
        requests.withLock { $0.append(request) }
        bell.ring()
        request.done.await()
        let (child, error) = request.outcome.withLock { $0 }
        guard error == 0 else { throw Self.failure("\(program): \(PluginFile.reason(error))") }
        return child
    }

    private func serve() -> Never {
        while true {
            bell?.await()
            guard let request = requests.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { continue }
            var child = pid_t()
            let error = Self.start(request.program, request.descriptors, &child)
            request.outcome.withLock { $0 = (child, error) }
            request.done.ring()
        }
    }

    /// What a worker finds in its environment: nothing of the host's, which may hold keys.
    private static let environment = ["PATH=/usr/bin:/bin", "LANG=C.UTF-8", "TZ=UTC", "SWIFT_BACKTRACE=enable=no"]

    private static func start(_ program: String, _ descriptors: [Int32], _ child: inout pid_t) -> Int32 {
        let words = [program] + environment
        let copies = words.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return assay_spawn(
            program,
            [copies[0], nil],
            copies[1...] + [nil],
            descriptors,
            Int32(descriptors.count),
            &child
        )
    }

    private static func failure(_ why: String) -> AssayError {
        AssayError(.workerUnavailable, "no worker process can be started: \(why)")
    }
}
