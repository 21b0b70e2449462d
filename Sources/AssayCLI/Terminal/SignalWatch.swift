import Assay
import Dispatch
import Foundation
import Synchronization

/// Turns the first interrupt or termination signal into a cancellation, and the second into the end of the process.
///
/// It watches before the run starts, so that no signal finds the process unprepared.
final class SignalWatch {
    private let state = SharedState()
    private let sources: [any DispatchSourceSignal]

    /// Returns when signals are received for sure: until then they end the process, as long as there is nothing to lose.
    init() {
        let isWatching = DispatchSemaphore(value: 0)
        sources = [SIGINT, SIGTERM].map { [state] number in
            #if canImport(Darwin)
                // There, a source only listens in; elsewhere it replaces the handler, and this would lose signals.
                signal(number, SIG_IGN)
            #endif
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { state.receive(number) }
            source.setRegistrationHandler { isWatching.signal() }
            source.resume()
            return source
        }
        for _ in sources { isWatching.wait() }
    }

    /// Says how to cancel what runs; a signal that came before does it now.
    func onFirst(_ cancel: @escaping @Sendable () -> Void) { state.onFirst(cancel) }

    /// What to exit with, if a signal came.
    var exitCode: ExitCode? {
        switch state.first {
        case SIGINT: .interrupted
        case SIGTERM: .terminated
        default: nil
        }
    }

    private final class SharedState: Sendable {
        private struct Contents {
            var first: Int32?
            var cancel: (@Sendable () -> Void)?
        }

        private let contents = Mutex(Contents())

        var first: Int32? { contents.withLock(\.first) }

        func receive(_ number: Int32) {
            let (isFirst, cancel) = contents.withLock { contents in
                defer { contents.first = contents.first ?? number }
                return (contents.first == nil, contents.cancel)
            }
            if isFirst { cancel?() } else { exit(128 + number) }
        }

        func onFirst(_ cancel: @escaping @Sendable () -> Void) {
            let isLate = contents.withLock { contents in
                contents.cancel = cancel
                return contents.first != nil
            }
            if isLate { cancel() }
        }
    }
}
