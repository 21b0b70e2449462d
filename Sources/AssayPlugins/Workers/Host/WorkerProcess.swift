internal import AssayCore
internal import CLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A running worker process: its descriptors, its death and its burial.
///
/// The process is killed and waited for at the latest when the value goes away.
struct WorkerProcess: ~Copyable {
    let socket: Descriptor
    let output: Descriptor
    let errors: Descriptor
    let process: Descriptor
    private let child: pid_t
    private var ending: WorkerExit?

    /// How long receiving waits; the system may make it twice as long.
    static let intervalMS: Int32 = 10

    static func start(_ plan: WorkerPlan, memory: Descriptor) throws(AssayError) -> WorkerProcess {
        var ends: [Int32] = [-1, -1]
        guard assay_socket_pair(&ends) == 0 else { throw Descriptor.exhausted() }
        let mine = Descriptor(ends[0])
        let theirs = try Descriptor(ends[1]).raised()
        let (output, errors) = (try Pipe(), try Pipe())
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard nothing >= 0 else { throw Descriptor.exhausted() }
        let input = try Descriptor(nothing).raised()
        let socket = try mine.raised()
        assay_set_wait(socket.number, intervalMS)
        for descriptor in [output.reading, errors.reading] { assay_set_nonblocking(descriptor.number) }
        let given = [input, output.writing, errors.writing, theirs, memory] + (plan.image.map { [$0] } ?? [])
        let child = try withExtendedLifetime(given) { () throws(AssayError) in
            try WorkerSpawner.shared.spawn(plan.program, descriptors: given.map(\.number))
        }
        let number = assay_process_descriptor(child)
        guard number >= 0 else {
            let error = Descriptor.exhausted()
            Glibc.kill(-child, SIGKILL)
            waitpid(child, nil, 0)
            throw error
        }
        return WorkerProcess(socket, output.reading, errors.reading, Descriptor(number), child)
    }

    private init(
        _ socket: Descriptor,
        _ output: Descriptor,
        _ errors: Descriptor,
        _ process: Descriptor,
        _ child: pid_t
    ) {
        self.socket = socket
        self.output = output
        self.errors = errors
        self.process = process
        self.child = child
    }

    deinit {
        guard ending == nil else { return }
        assay_kill_group(process.number, child)
        var result = assay_exit()
        assay_wait(process.number, &result)
    }

    /// Ends the process now, and waits for that; how it had ended if it had ended already.
    mutating func end() -> WorkerExit {
        if let ending { return ending }
        assay_kill_group(process.number, child)
        return bury()
    }

    /// How the process ended, if it does so within a time.
    mutating func awaitExit(milliseconds: Int32) -> WorkerExit? {
        if let ending { return ending }
        var entry = pollfd(fd: process.number, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, milliseconds) > 0 else { return nil }
        return bury()
    }

    private mutating func bury() -> WorkerExit {
        var result = assay_exit()
        assay_wait(process.number, &result)
        let exit = WorkerExit(
            isSignal: result.by_signal != 0,
            status: result.status,
            peakMemory: result.peak_memory,
            processorTime: result.processor_time
        )
        ending = exit
        return exit
    }

    var isBuried: Bool { ending != nil }
}
