import Assay
import Foundation
import Synchronization

/// Writes events as JSON Lines, each flushed as it happens; the first line names the format.
final class EventWriter: Sendable {
    private let handle: FileHandle
    private let path: String
    private let failed = Mutex(false)

    /// Opens a file, or stdout for `-`.
    init(_ path: String) throws {
        self.path = path
        if path == "-" {
            handle = .standardOutput
        } else {
            guard FileManager.default.createFile(atPath: path, contents: nil), let handle = FileHandle(forWritingAtPath: path)
            else { throw AssayError(.fileError, "\(path) cannot be written: no such directory, or permission denied") }
            self.handle = handle
        }
        write(["schema": .string(Event.schema)] as Value)
    }

    func write(_ event: Event) { write(event.encoded) }

    private func write(_ line: Value) {
        do {
            try handle.write(contentsOf: Data((line.canonicalJSON + "\n").utf8))
        } catch {
            failed.withLock { $0 = true }
        }
    }

    /// Says now if some event could not be written: the run itself must not suffer.
    func close() throws {
        if path != "-" { try? handle.close() }
        if failed.withLock({ $0 }) && path != "-" { throw AssayError(.fileError, "\(path): some events could not be written") }
    }
}
