internal import AssayCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// How a worker ended, in the words of a failure.
struct WorkerExit: Sendable, Equatable {
    var isSignal: Bool
    var status: Int32
    /// The most memory it had, in bytes.
    var peakMemory: Int64
    /// In whole seconds.
    var processorTime: Int64

    /// The exit code of a worker whose thread for calls ended itself.
    static let threadEnded: Int32 = 120
    /// The exit code of a worker that lost its connection while the host still held its end.
    static let connectionLost: Int32 = 121

    /// Why there is no answer.
    func failure(under setup: WorkerSetup) -> AssayError {
        guard isSignal else { return exitFailure() }
        // One that does not listen to the first signal gets the second, which is also that of the system without memory.
        if status == SIGKILL, let limit = setup.processorLimit, UInt64(clamping: processorTime) >= limit {
            return AssayError(.pluginCrashed, "the plugin crashed with SIGKILL (over its processor time)")
        }
        let isLarge = UInt64(clamping: peakMemory) >= setup.memoryLimit / 4 * 3
        if status == SIGKILL || (isLarge && [SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGTRAP].contains(status)) {
            return AssayError(
                .outOfMemory,
                "the plugin's process was ended by \(name) with \(peakMemory >> 20) MiB in use: memory ran out"
            )
        }
        return AssayError(.pluginCrashed, "the plugin crashed with \(name)")
    }

    private func exitFailure() -> AssayError {
        switch status {
        case Self.threadEnded:
            AssayError(.pluginExited, "the plugin ended the thread it was called on instead of answering")
        case Self.connectionLost:
            AssayError(.protocolError, "the plugin closed or took the connection between its process and the host")
        default: AssayError(.pluginExited, "the plugin ended its process with exit code \(status) instead of answering")
        }
    }

    private var name: String { Self.names[status] ?? "signal \(status)" }

    private static let names: [Int32: String] = [
        SIGSEGV: "SIGSEGV (a wrong memory access)", SIGABRT: "SIGABRT (it gave up)",
        SIGBUS: "SIGBUS (a wrong memory access)",
        SIGILL: "SIGILL (a wrong instruction)", SIGFPE: "SIGFPE (a wrong calculation)",
        SIGTRAP: "SIGTRAP (a failed check)",
        SIGKILL: "SIGKILL", SIGXCPU: "SIGXCPU (over its processor time)", SIGXFSZ: "SIGXFSZ (a file too large)",
        SIGALRM: "SIGALRM (its own alarm)", SIGTERM: "SIGTERM", SIGSYS: "SIGSYS (a forbidden system call)",
    ]
}
