internal import AssayCore
internal import CLinux
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Starts worker processes: as copies of a launcher where the system can do that, else from their file.
///
/// All processes are started from one thread that never ends: the system ends a worker when the thread that started it, or
/// its launcher, ends, and any other thread may.
final class WorkerSpawner: Sendable {
    static let shared = WorkerSpawner()

    private let launchers = WorkerLaunchers()
    private let requests = Mutex<[Request]>([])
    private let bell: Pipe?

    private final class Request: Sendable {
        let words: [String]
        let descriptors: [Int32]
        let done: Pipe
        let outcome = Mutex<(child: pid_t, error: Int32)>((0, 0))

        init(words: [String], descriptors: [Int32], done: Pipe) {
            self.words = words
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

    /// Starts a worker program; the descriptors become its 0, 1, 2 and so on.
    ///
    /// - Returns: the number of the process, which stays its own until it was waited for.
    func spawn(_ program: String, descriptors: [Int32]) throws(AssayError) -> pid_t {
        if let child = try launchers.start(program, descriptors: descriptors, by: self) { return child }
        return try spawnAnew([program], descriptors: descriptors)
    }

    /// Starts the file that the first word names, with these words as its arguments.
    func spawnAnew(_ words: [String], descriptors: [Int32]) throws(AssayError) -> pid_t {
        guard let bell else { throw Self.failure("there is no thread to start it from") }
        let request = Request(words: words, descriptors: descriptors, done: try Pipe())
        requests.withLock { $0.append(request) }
        bell.ring()
        request.done.await()
        let (child, error) = request.outcome.withLock { $0 }
        guard error == 0 else { throw Self.failure("\(words[0]): \(PluginFile.reason(error))") }
        return child
    }

    private func serve() -> Never {
        while true {
            bell?.await()
            guard let request = requests.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { continue }
            var child = pid_t()
            let error = Self.start(request.words, request.descriptors, &child)
            request.outcome.withLock { $0 = (child, error) }
            request.done.ring()
        }
    }

    /// What a worker finds in its environment: nothing of the host's, which may hold keys.
    private static let environment = ["PATH=/usr/bin:/bin", "LANG=C.UTF-8", "TZ=UTC", "SWIFT_BACKTRACE=enable=no"]

    private static func start(_ words: [String], _ descriptors: [Int32], _ child: inout pid_t) -> Int32 {
        let copies = (words + environment).map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return assay_spawn(
            words[0],
            copies[..<words.count] + [nil],
            copies[words.count...] + [nil],
            descriptors,
            Int32(descriptors.count),
            &child
        )
    }

    private static func failure(_ why: String) -> AssayError {
        AssayError(.workerUnavailable, "no worker process can be started: \(why)")
    }
}
