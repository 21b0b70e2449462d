internal import AssayCore
internal import CLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A process of the worker program that is loaded already and copies itself into workers, which are children of this one.
///
/// It has never loaded anything foreign, and a copy has no way back to it. It ends with the value, or with the host.
final class WorkerLauncher: Sendable {
    private let socket: Descriptor
    private let process: Descriptor
    let child: pid_t

    /// The word that tells the program what it is for.
    static let word = "launch"
    /// How long it may take to say that it is ready; it may be a program that never will.
    private static let limitMS: Int32 = 5000

    init(_ program: String, by spawner: WorkerSpawner) throws(AssayError) {
        var ends: [Int32] = [-1, -1]
        guard assay_message_pair(&ends) == 0 else { throw Descriptor.exhausted() }
        let mine = Descriptor(ends[0])
        let theirs = try Descriptor(ends[1]).raised()
        socket = try mine.raised()
        let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
        guard nothing >= 0 else { throw Descriptor.exhausted() }
        let null = try Descriptor(nothing).raised()
        child = try withExtendedLifetime(theirs) { () throws(AssayError) in
            let given = [null.number, null.number, null.number, theirs.number]
            return try spawner.spawnAnew([program, Self.word], descriptors: given)
        }
        let number = assay_process_descriptor(child)
        guard number >= 0 else {
            let error = Descriptor.exhausted()
            kill(child, SIGKILL)
            waitpid(child, nil, 0)
            throw error
        }
        process = Descriptor(number)
    }

    deinit {
        assay_kill_group(process.number, child)
        var result = assay_exit()
        assay_wait(process.number, &result)
    }

    /// Whether it has loaded and knows what it is for.
    enum Readiness {
        case ready
        /// It may be later.
        case late
        /// It ended instead.
        case never
    }

    /// Waits for its first word.
    func readiness() -> Readiness {
        var entry = pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, Self.limitMS) > 0 else { return .late }
        return receive() == 0 ? .ready : .never
    }

    /// Starts a worker, whose 0, 1, 2 and so on the descriptors become; for one caller at a time.
    ///
    /// - Returns: the number of its process; `nil` where nothing was started.
    /// - Throws: ``AssayError/Code/workerUnavailable`` where a worker may have been started that nobody knows.
    func start(_ descriptors: [Int32]) throws(AssayError) -> pid_t? {
        guard assay_send_descriptors(socket.number, descriptors, Int32(descriptors.count)) == 1 else { return nil }
        guard let answer = receive() else {
            // It had not read them when it ended.
            if errno == ECONNRESET { return nil }
            throw AssayError(.workerUnavailable, "the process that starts workers was ended", isRetryable: true)
        }
        return answer > 0 ? answer : nil
    }

    /// Its next number; `nil` when it has ended.
    private func receive() -> pid_t? {
        var answer: pid_t = 0
        let size = MemoryLayout<pid_t>.size
        var got = 0
        repeat {
            errno = 0
            got = recv(socket.number, &answer, size, 0)
        } while got < 0 && errno == EINTR
        return got == size ? answer : nil
    }
}
