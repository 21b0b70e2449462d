import Assay
import Foundation
import Synchronization

/// Writes events as JSON Lines, each flushed as it happens; the first line names the format.
///
/// The file is opened with the first event, so that a run that cannot start leaves an earlier file alone.
final class EventWriter: Sendable {
    private enum State {
        case unopened
        case open(FileHandle)
        case failed
    }

    private let path: String
    private let state = Mutex(State.unopened)

    /// Prepares a file, or stdout for `-`.
    init(_ path: String) throws {
        self.path = path
        if path != "-" { try JSONFile.checkWritable(path) }
    }

    func write(_ event: Event) {
        state.withLock { state in
            if case .unopened = state { state = open() }
            guard case .open(let handle) = state else { return }
            do {
                try handle.write(contentsOf: Self.line(event.encoded))
            } catch {
                state = .failed
            }
        }
    }

    private func open() -> State {
        let descriptor =
            path == "-" ? dup(1) : Foundation.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0o666)
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Self.line(["schema": .string(Event.schema)]))
            return .open(handle)
        } catch {
            return .failed
        }
    }

    private static func line(_ value: Value) -> Data { Data((value.canonicalJSON + "\n").utf8) }

    /// Says now if some event could not be written: the run itself must not suffer.
    func close() throws {
        let hasFailed = state.withLock { state in
            defer { state = .failed }
            if case .open(let handle) = state { return (try? handle.close()) == nil }
            if case .failed = state { return true }
            return false
        }
        if hasFailed && path != "-" { throw AssayError(.fileError, "\(path): some events could not be written") }
    }
}
