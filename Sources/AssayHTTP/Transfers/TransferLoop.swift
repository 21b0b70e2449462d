internal import AssayCore
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The thread on which all transfers of a client run, and its inbox.
final class TransferLoop: Sendable {
    private enum Command {
        case start(Exchange)
        case cancel(Exchange)
        case resume(Exchange)
        case stop
    }

    private struct Inbox {
        var commands: [Command] = []
        var isOpen = true
        /// Whether the thread waits, or is about to, so that it has to be woken.
        var isAsleep = false
    }

    private let configuration: HTTPClientConfiguration
    private let timeline: Timeline
    private let multi: MultiHandle
    private let inbox = Mutex(Inbox())

    /// Starts the thread.
    init(configuration: HTTPClientConfiguration, timeline: Timeline) throws(AssayError) {
        self.configuration = configuration
        self.timeline = timeline
        guard let multi = MultiHandle() else { throw Self.noRoom }
        self.multi = multi
        try startThread()
    }

    private static var noRoom: AssayError {
        AssayError(.httpUnreachable, "The system has no room for an HTTP client.", isRetryable: true)
    }

    // MARK: Any thread

    /// Begins a transfer.
    func start(_ exchange: Exchange) {
        if !post(.start(exchange)) { exchange.finish(.failure(Self.closed), keepsBytes: false) }
    }

    /// Closes a transfer that has been answered already.
    func cancel(_ exchange: Exchange) { post(.cancel(exchange)) }

    /// Lets a transfer go on that was held back.
    func resume(_ exchange: Exchange) { post(.resume(exchange)) }

    /// Ends all transfers and the thread.
    func stop() { post(.stop) }

    @discardableResult
    private func post(_ command: Command) -> Bool {
        inbox.withLock { inbox in
            guard inbox.isOpen else { return false }
            inbox.commands.append(command)
            if inbox.isAsleep {
                inbox.isAsleep = false
                multi.wake()
            }
            return true
        }
    }

    static var closed: AssayError { AssayError(.cancelled, "The HTTP client was closed.") }

    // MARK: The thread

    private func startThread() throws(AssayError) {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(self)
        let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { box in
            guard let box else { return nil }
            Unmanaged<TransferLoop>.fromOpaque(box).takeRetainedValue().run()
            return nil
        }
        guard pthread_create(&thread, nil, body, box.toOpaque()) == 0 else {
            box.release()
            throw Self.noRoom
        }
        pthread_detach(thread)
    }

    private func run() {
        Self.ignoreBrokenPipes()
        let driver = TransferDriver(multi: multi, configuration: configuration, now: timeline.now)
        while perform(takeCommands(), on: driver) {
            let wait = driver.step()
            if fallsAsleep() { driver.wait(atMost: wait) }
        }
        let late = inbox.withLock { inbox in
            inbox.isOpen = false
            defer { inbox.commands = [] }
            return inbox.commands
        }
        for case .start(let exchange) in late { exchange.finish(.failure(Self.closed), keepsBytes: false) }
        // Nobody wakes a closed inbox's thread, so the handle may go.
        driver.close()
    }

    private func takeCommands() -> [Command] {
        inbox.withLock { inbox in
            inbox.isAsleep = false
            defer { inbox.commands.removeAll(keepingCapacity: true) }
            return inbox.commands
        }
    }

    /// - Returns: whether the thread may wait, because nothing is asked of it.
    private func fallsAsleep() -> Bool {
        inbox.withLock { inbox in
            inbox.isAsleep = inbox.commands.isEmpty
            return inbox.isAsleep
        }
    }

    /// - Returns: whether the thread goes on.
    private func perform(_ commands: [Command], on driver: TransferDriver) -> Bool {
        for (place, command) in commands.enumerated() {
            switch command {
            case .start(let exchange): driver.start(exchange)
            case .cancel(let exchange): driver.cancel(exchange)
            case .resume(let exchange): driver.resume(exchange)
            case .stop:
                for case .start(let exchange) in commands[place...] {
                    exchange.finish(.failure(Self.closed), keepsBytes: false)
                }
                return false
            }
        }
        return true
    }

    /// A write to a closed connection is an error code and not a signal; on this thread and those libcurl starts.
    private static func ignoreBrokenPipes() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
