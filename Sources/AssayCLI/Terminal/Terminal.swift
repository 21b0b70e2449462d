import Assay
import Foundation
import Synchronization

/// Where a command writes: results on stdout, all else on stderr.
final class Terminal: Sendable {
    let isQuiet: Bool
    let wantsJSON: Bool
    let style: TerminalReport.Style
    private let isLive: Bool
    private let state = Mutex(State())

    private struct State {
        var isProgressShown = false
        var isOutputLost = false
    }

    /// Decides once what this process may do with its streams.
    ///
    /// `--color` decides first; then `NO_COLOR` with any text beats `CLICOLOR_FORCE`.
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
    var width: Int { Self.columns(of: 1) ?? 160 }

    private static func columns(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return Int(size.ws_col)
    }

    /// Text of tools and names of files must not steer the terminal, nor take more than their line.
    static func clean(_ text: String) -> String {
        let shown = text.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control || scalar.properties.isBidiControl ? "\u{FFFD}" : scalar
        }
        return String(String.UnicodeScalarView(shown))
    }

    /// The same for text of several lines.
    static func cleanLines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { clean(String($0)) }.joined(separator: "\n")
    }

    /// Writes a result.
    func output(_ text: String) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
            // A reader that went away is no failure of the run; a full disk is.
            state.withLock { $0.isOutputLost = $0.isOutputLost || !Self.isBrokenPipe(error) }
        }
    }

    /// Writes a bundle, in the large pieces that it comes in.
    func output(_ bundle: EvidenceBundle) { bundle.encode { output($0) } }

    /// Writes a bundle for programs or for people, whoever reads.
    func show(_ bundle: EvidenceBundle, file: String?) {
        guard !wantsJSON else { return output(bundle) }
        output(TerminalReport(bundle, style: style, width: width).render(file: file))
    }

    private static func isBrokenPipe(_ error: any Error) -> Bool {
        let error = error as NSError
        let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
        return cause.domain == NSPOSIXErrorDomain && cause.code == Int(EPIPE)
    }

    /// What to exit with: results that could not be written are a failure of their own.
    func exitCode(_ code: ExitCode) -> ExitCode {
        guard state.withLock(\.isOutputLost) else { return code }
        message("assay: stdout cannot be written, some of the result is lost; write it to a file with space left")
        return .invalidInput
    }

    /// Writes a note for people.
    func note(_ text: String) {
        if !isQuiet { message(text) }
    }

    /// Writes something that is said even when quiet.
    func message(_ text: String) {
        state.withLock { state in
            Self.erase(&state)
            Self.writeError(text + "\n")
        }
    }

    /// Shows how far a run is, on one line that is written over; only on a terminal.
    func progress(_ text: String) {
        guard isLive else { return }
        // A line that wraps could not be erased.
        let line = Self.clean(text).prefix(max(1, (Self.columns(of: 2) ?? 80) - 1))
        state.withLock { state in
            state.isProgressShown = true
            Self.writeError("\r\u{1B}[K\(line)")
        }
    }

    /// Removes the progress line.
    func clearProgress() { state.withLock { Self.erase(&$0) } }

    private static func erase(_ state: inout State) {
        if state.isProgressShown { writeError("\r\u{1B}[K") }
        state.isProgressShown = false
    }

    private static func writeError(_ text: String) {
        // Nobody can be told that stderr is gone.
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    /// Says why a command failed: one line on stderr, with `--json` a document on stdout as well.
    func fail(_ error: any Error) {
        let (code, message): (String, String) =
            switch error {
            case let error as UsageError: ("usage", error.message)
            case let error as any OrchestratorError: (error.code.rawValue, error.message)
            case let error as OutputLost: (AssayError.Code.fileError.rawValue, error.message)
            default: ("failed", "\(type(of: error))")
            }
        self.message("assay: \(Self.clean(message))")
        // The bundle is on stdout already, and there is to be one document.
        if wantsJSON && !(error is OutputLost) {
            let document: Value = ["error": ["code": .string(code), "message": .string(message)]]
            output(document.canonicalJSON + "\n")
        }
    }
}
