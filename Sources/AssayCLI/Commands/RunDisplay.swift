import Assay
import Foundation

/// Shows a run while it goes on, ends it on signals, and hands over what it found.
struct RunDisplay {
    private let terminal: Terminal
    private let out: String?
    private let events: EventWriter?
    private let eventsOnStdout: Bool

    init(_ arguments: ParsedArguments, _ terminal: Terminal) throws {
        self.terminal = terminal
        out = arguments.string(Flag.out.name)
        eventsOnStdout = arguments.string(Flag.events.name) == "-"
        if eventsOnStdout && terminal.wantsJSON {
            throw UsageError("--events - and --json both want stdout: write one of them to a file")
        }
        events = try arguments.string(Flag.events.name).map(EventWriter.init)
        if let out, FileManager.default.fileExists(atPath: out), !FileManager.default.isWritableFile(atPath: out) {
            throw AssayError(.fileError, "\(out) cannot be written: permission denied")
        }
    }

    /// Starts a run and stays with it until it has ended.
    func follow(_ start: (RunContext) throws -> Run) async throws -> ExitCode {
        let progress = ProgressLine(terminal)
        let context = RunContext(
            traceID: Self.traceID(ProcessInfo.processInfo.environment["TRACEPARENT"]),
            observer: { [events] event in
                progress.receive(event)
                events?.write(event)
            }
        )
        let run = try start(context)
        let signals = SignalWatch { run.cancel() }
        let bundle = try await run.output.bundle
        terminal.clearProgress()
        try events?.close()
        try show(bundle)
        if let code = signals.exitCode {
            if let out { terminal.message("assay: interrupted; \(out) holds what was answered") }
            return code
        }
        return ExitCode(for: bundle)
    }

    /// Writes the bundle where it is wanted, and prints it for people or programs.
    private func show(_ bundle: EvidenceBundle) throws {
        if let out { try JSONFile.write(out) { bundle.encode(into: $0) } }
        if terminal.wantsJSON {
            bundle.encode { terminal.output($0) }
            return
        }
        let report = TerminalReport(bundle, style: terminal.style, width: terminal.width).render(file: out)
        if eventsOnStdout { terminal.note(report) } else { terminal.output(report) }
    }

    /// The trace to continue, from a W3C `traceparent`; an invalid one is ignored, as the standard asks.
    private static func traceID(_ header: String?) -> String? {
        guard let parts = header?.split(separator: "-", omittingEmptySubsequences: false), parts.count >= 4 else { return nil }
        let isHex = parts.prefix(4).joined().allSatisfy { $0.isHexDigit && !$0.isUppercase }
        let lengths = parts.prefix(4).map(\.count)
        guard isHex, lengths == [2, 32, 16, 2], parts[0] != "ff", parts[1].contains(where: { $0 != "0" }),
            parts[2].contains(where: { $0 != "0" })
        else { return nil }
        return String(parts[1])
    }
}
