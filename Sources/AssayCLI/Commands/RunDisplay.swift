import Assay
import Foundation

/// Shows a run while it goes on, ends it on signals, and hands over what it found.
struct RunDisplay {
    private let terminal: Terminal
    private let out: String?
    private let events: EventWriter?
    private let eventsOnStdout: Bool
    private let store: SQLiteStateStore?

    /// Finds out before anything runs whether the files that are wanted can be written.
    init(_ arguments: ParsedArguments, _ terminal: Terminal) async throws {
        self.terminal = terminal
        store = try await arguments.store()
        out = arguments.string(Flag.out.name)
        let eventsPath = arguments.string(Flag.events.name)
        eventsOnStdout = eventsPath == "-"
        if eventsOnStdout && terminal.wantsJSON {
            throw UsageError("--events - and --json both want stdout: write one of them to a file")
        }
        if out == "-" { throw UsageError("--out needs a file; --json prints the bundle on stdout") }
        if let out { try JSONFile.checkWritable(out) }
        if let eventsPath,
            ([out] + arguments.operands).contains(where: { $0.map { Self.isSame($0, eventsPath) } ?? false })
        {
            throw UsageError("--events must be a file of its own: the bundle would be lost")
        }
        events = try eventsPath.map(EventWriter.init)
    }

    private static func isSame(_ left: String, _ right: String) -> Bool {
        func resolved(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
        return resolved(left) == resolved(right)
    }

    /// Starts a run and stays with it until it has ended.
    func follow(_ start: (RunContext) async throws -> Run) async throws -> ExitCode {
        try await follow { context, signals in
            let run = try await start(context)
            signals.onFirst { run.cancel() }
            return try await run.output
        }
    }

    /// Makes a call that may take several runs, and stays with it until it has ended.
    func follow(_ call: ReliableCall, on request: Value) async throws -> ExitCode {
        try await follow { [store] context, signals in
            let task = Task { try await call.run(request, context: context, store: store) }
            signals.onFirst { task.cancel() }
            let output = try await task.value
            if output.isReplayed { terminal.note("the call of this key was made before: this is what it came to") }
            if let failure = output.storeFailure {
                terminal.message("assay: the answer is not kept under its key: \(Terminal.clean(failure.message))")
            }
            // Where somebody answered in the end, the run has told of them.
            for passed in output.passedOver where output.status == .failed {
                terminal.message(
                    "assay: \(Terminal.clean(passed.tool)) is passed over as a substitute: "
                        + Terminal.clean(passed.error.message)
                )
            }
            return output
        }
    }

    private func follow(
        _ run: (RunContext, SignalWatch) async throws -> OrchestrationOutput
    ) async throws -> ExitCode {
        let progress = ProgressLine(terminal)
        let context = RunContext(
            traceID: Self.traceID(ProcessInfo.processInfo.environment["TRACEPARENT"]),
            observer: { [events] event in
                progress.receive(event)
                events?.write(event)
            },
            store: store
        )
        let signals = SignalWatch()
        let output = try await run(context, signals)
        let bundle = output.bundle
        terminal.clearProgress()
        try show(bundle)
        try events?.close()
        if let code = signals.exitCode, output.recordFailure == nil || out != nil {
            if let command = continuation(of: bundle) { terminal.message("assay: interrupted; go on with: \(command)") }
            return code
        }
        if let failure = output.recordFailure {
            throw OutputLost(message: "the run is not recorded: \(failure.message)")
        }
        return ExitCode(for: bundle)
    }

    /// The command that finishes the run, where it was kept.
    private func continuation(of bundle: EvidenceBundle) -> String? {
        if let out { return "assay extend \(out) --k 0 --out \(out)" }
        return store.map { "assay runs extend \(bundle.execution.runID) --k 0 --store \($0.path)" }
    }

    /// Writes the bundle where it is wanted, and prints it for people or programs.
    private func show(_ bundle: EvidenceBundle) throws {
        if let out {
            do throws(AssayError) {
                try JSONFile.write(out) { bundle.encode(into: $0) }
            } catch {
                // Answers that were paid for must not be lost with the file.
                terminal.output(bundle)
                throw OutputLost(message: "\(error.message); the bundle is on stdout instead")
            }
        }
        if terminal.wantsJSON {
            terminal.output(bundle)
            return
        }
        let report = TerminalReport(bundle, style: terminal.style, width: terminal.width).render(file: out)
        if eventsOnStdout { terminal.note(report) } else { terminal.output(report) }
    }

    /// The trace to continue, from a W3C `traceparent`; an invalid one is ignored, as the standard asks.
    private static func traceID(_ header: String?) -> String? {
        guard let parts = header?.split(separator: "-", omittingEmptySubsequences: false), parts.count >= 4 else {
            return nil
        }
        let isHex = parts.prefix(4).joined().allSatisfy { $0.isHexDigit && !$0.isUppercase }
        let lengths = parts.prefix(4).map(\.count)
        guard isHex, lengths == [2, 32, 16, 2], parts[0] != "ff", parts[1].contains(where: { $0 != "0" }),
            parts[2].contains(where: { $0 != "0" })
        else { return nil }
        return String(parts[1])
    }
}
