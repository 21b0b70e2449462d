import AssayCore
import Foundation

/// What a process has said and how it ended.
struct ProcessResult: Sendable {
    /// The exit code; `nil` when a signal ended the process.
    let code: Int32?
    /// The signal that ended the process, if one did.
    let signal: Int32?
    /// What was written to stdout.
    let output: String
    /// What was written to stderr.
    let errors: String

    /// The one JSON document on stdout.
    var json: Value { get throws { try Value(json: output) } }

    /// The documents on stdout, one per line.
    var lines: [Value] { get throws { try output.jsonLines } }

    /// The lines on stderr.
    var errorLines: [Substring] { errors.split(separator: "\n") }
}

extension String {
    /// The documents in the text, one per line.
    var jsonLines: [Value] {
        get throws { try split(separator: "\n").map { try Value(json: String($0)) } }
    }
}
