import Synchronization

/// Keeps what is said, in order, from whatever thread.
final class SignalRecorder<Signal: Sendable>: Sendable {
    private let list = Mutex<[Signal]>([])

    var signals: [Signal] { list.withLock { $0 } }

    func record(_ signal: Signal) { list.withLock { $0.append(signal) } }
}
