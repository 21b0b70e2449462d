import Assay
import Foundation
import Synchronization

/// Where a command writes: results on stdout, all else on stderr.
final class Terminal: Sendable {
    let isQuiet: Bool
    let wantsJSON: Bool
    let style: TerminalReport.Style
    private let isLive: Bool
    private let lock = Mutex(false)

    /// Decides once what this process may do with its streams.
    ///
    /// - Parameter color: `auto`, `always` or `never`; `NO_COLOR` with any text beats `CLICOLOR_FORCE`.
    init(
        arguments: ParsedArguments?,
        wantsJSON: Bool = false,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        self.wantsJSON = wantsJSON || (arguments?.has(.json) ?? false)
        isQuiet = arguments?.has(.quiet) ?? false
        let isDumb = environment["TERM"] == "dumb"
        isLive = isatty(2) == 1 && !isDumb && !isQuiet
        func isSet(_ name: String) -> Bool { !(environment[name] ?? "").isEmpty }
        switch arguments?.string(Flag.color.name) ?? "auto" {
        case "always": style = .coloured
        case "never": style = .plain
        case "auto":
            let isForced = isSet("CLICOLOR_FORCE") || isSet("FORCE_COLOR")
            style = !isSet("NO_COLOR") && (isForced || (isatty(1) == 1 && !isDumb)) ? .coloured : .plain
        default: throw UsageError("--color must be auto, always or never")
        }
    }

    /// The columns of the terminal, or 160 where there is none.
    var width: Int {
        var size = winsize()
        guard isatty(1) == 1, ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 160 }
        return Int(size.ws_col)
    }

    /// Writes a result.
    func output(_ text: String) { write(text, to: .standardOutput) }

    /// Writes a note for people.
    func note(_ text: String) {
        if !isQuiet { message(text) }
    }

    /// Writes something that is said even when quiet.
    func message(_ text: String) {
        clearProgress()
        write(text + "\n", to: .standardError)
    }

    /// Shows how far a run is, on one line that is written over; only on a terminal.
    func progress(_ text: String) {
        guard isLive else { return }
        lock.withLock { $0 = true }
        write("\r\u{1B}[K\(text)", to: .standardError)
    }

    /// Removes the progress line.
    func clearProgress() {
        let isShown = lock.withLock { shown in
            defer { shown = false }
            return shown
        }
        if isShown { write("\r\u{1B}[K", to: .standardError) }
    }

    /// A reader that went away is no failure of the run.
    private func write(_ text: String, to handle: FileHandle) { try? handle.write(contentsOf: Data(text.utf8)) }

    /// Says why a command failed: one line on stderr, with `--json` a document on stdout as well.
    func fail(_ error: any Error) {
        let (code, message): (String, String) =
            switch error {
            case let error as UsageError: ("usage", error.message)
            case let error as AssayError: (error.code.rawValue, error.message)
            default: ("failed", "\(type(of: error))")
            }
        self.message("assay: \(message)")
        if wantsJSON {
            let document: Value = ["error": ["code": .string(code), "message": .string(message)]]
            output(document.canonicalJSON + "\n")
        }
    }
}
