import Dispatch
import Foundation
import Synchronization

/// Turns the first interrupt or termination signal into a cancellation, and the second into the end of the process.
final class SignalWatch {
    private let first = FirstSignal()
    private let sources: [any DispatchSourceSignal]

    init(onFirst cancel: @escaping @Sendable () -> Void) {
        sources = [SIGINT, SIGTERM].map { [first] number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if first.record(number) { cancel() } else { exit(128 + number) }
            }
            source.resume()
            return source
        }
    }

    /// What to exit with, if a signal came.
    var exitCode: ExitCode? {
        switch first.number {
        case SIGINT: .interrupted
        case SIGTERM: .terminated
        default: nil
        }
    }

    private final class FirstSignal: Sendable {
        private let received = Mutex<Int32?>(nil)

        var number: Int32? { received.withLock { $0 } }

        /// - Returns: whether this is the first signal.
        func record(_ number: Int32) -> Bool {
            received.withLock { received in
                defer { received = received ?? number }
                return received == nil
            }
        }
    }
}
