import Assay

extension CommandSpec {
    static let extend = CommandSpec(
        name: "extend",
        summary: "adds replicates to a finished bundle; none is run twice",
        operands: "BUNDLE",
        operandCount: 1...1,
        flags: [
            .more, .seeds, .stop, .request, .maxParallel, .events, .out, .store, .cache, .cacheTTL,
        ] + Flag.askingAgain,
        examples: [
            ("assay extend bundle.json --k 8 --out bundle.json", "eight more replicates, written over the file"),
            ("assay extend bundle.json --k 20 --stop never", "go on although the rule has stopped the run"),
        ]
    ) { arguments, terminal in
        // What is missing is said before a large file is read.
        _ = try arguments.more()
        return try await extend(arguments.bundle(), arguments, terminal)
    }

    static let verify = CommandSpec(
        name: "verify",
        summary: "runs a bundle again and compares the evidence",
        operands: "BUNDLE",
        operandCount: 1...1,
        flags: [.request, .maxParallel] + Flag.askingAgain,
        examples: [
            ("assay verify bundle.json", "equal digests: the evidence is what the tool gives, here and now"),
            (
                "assay verify asked.json --replay calls.json",
                "a bundle of assay ask against its recording, without network and keys"
            ),
        ]
    ) { arguments, terminal in
        try await verify(arguments.bundle(), arguments, terminal)
    }

    static let show = CommandSpec(
        name: "show",
        summary: "prints a bundle file as a table",
        operands: "BUNDLE",
        operandCount: 1...1,
        flags: [.calibrator],
        examples: [
            ("assay show bundle.json", "what assay run printed, from the file alone"),
            ("assay show bundle.json --calibrator calibrator.json", "and how probably the answer is correct"),
        ]
    ) { arguments, terminal in
        let bundle = try arguments.bundle()
        guard let calibrator = try arguments.calibrator() else {
            terminal.show(bundle, file: arguments.operands[0])
            return .success
        }
        // With another calibrator it is not the evidence in the file.
        terminal.show(try bundle.calibrated(by: calibrator), file: nil)
        return .success
    }
}

// MARK: What bundle files and recorded runs have in common

extension CommandSpec {
    /// Adds replicates to a bundle.
    static func extend(
        _ bundle: EvidenceBundle,
        _ arguments: ParsedArguments,
        _ terminal: Terminal
    ) async throws -> ExitCode {
        let more = try arguments.more()
        let client = AssayClient()
        let asked = try await client.load(for: bundle, arguments, terminal, learns: true)
        let code = try await RunDisplay(arguments, terminal).follow { context in
            try client.extend(
                bundle,
                by: more,
                seeds: arguments.seeds(),
                rule: arguments.stoppingRule(),
                request: arguments.request(),
                context: context.served(by: asked),
                maxParallel: arguments.int(Flag.maxParallel.name) ?? 10
            )
        }
        return asked?.finish(code, terminal) ?? code
    }

    /// Runs a bundle again and says whether the evidence is the same.
    static func verify(
        _ bundle: EvidenceBundle,
        _ arguments: ParsedArguments,
        _ terminal: Terminal
    ) async throws -> ExitCode {
        let client = AssayClient()
        let asked = try await client.load(for: bundle, arguments, terminal)
        let progress = ProgressLine(terminal)
        let signals = SignalWatch()
        let run: Run
        do {
            run = try client.rerun(
                bundle,
                request: arguments.request(),
                context: RunContext(observer: { progress.receive($0) }),
                maxParallel: arguments.int(Flag.maxParallel.name) ?? 10
            )
        } catch {
            // A manifest that says something else may not even take the request.
            let now = try? client.registry.tool(for: bundle.meta.tool).descriptor.origin.manifestSHA256
            if let now, now != bundle.execution.toolManifestSHA256 {
                terminal.note("note: the tool changed: its manifest is not the one that made the bundle")
            }
            throw error
        }
        signals.onFirst { run.cancel() }
        let again = try await run.output.bundle
        terminal.clearProgress()
        if let code = signals.exitCode { return code }
        let comparison = Verification(stored: bundle, again: again)
        terminal.output(terminal.wantsJSON ? comparison.document.canonicalJSON + "\n" : comparison.text)
        let code = comparison.isSame ? ExitCode.success : .lowEvidence
        return asked?.finish(code, terminal) ?? code
    }
}

extension ParsedArguments {
    /// How many replicates to add.
    func more() throws -> Int {
        guard let more = try int(Flag.more.name) else {
            throw UsageError("--k is needed: how many replicates to add")
        }
        return more
    }
}

/// Two bundles that should hold the same evidence.
struct Verification {
    let stored: EvidenceBundle
    let again: EvidenceBundle

    var isSame: Bool { stored.digest == again.digest }

    /// The replicates whose answers are not the same.
    private var differing: [String] {
        let count = max(stored.replicates.count, again.replicates.count)
        return (0..<count).filter { index in
            guard index < stored.replicates.count, index < again.replicates.count else { return true }
            let (left, right) = (stored.replicates[index], again.replicates[index])
            return left.data != right.data || left.failure?.code != right.failure?.code
        }.map { "r\($0 + 1)" }
    }

    private var isOtherFile: Bool { stored.execution.toolSHA256 != again.execution.toolSHA256 }

    private var isOtherManifest: Bool {
        stored.execution.toolManifestSHA256 != again.execution.toolManifestSHA256
    }

    private var notes: String {
        let kind = again.execution.toolManifestSHA256 == nil ? "plugin" : "library"
        return (isOtherFile ? "note: the \(kind) file is not the one that made the bundle\n" : "")
            + (isOtherManifest ? "note: the tool changed: its manifest is not the one that made the bundle\n" : "")
    }

    var text: String {
        let file = notes
        if isSame { return "same evidence: digest \(stored.digest)\n" + file }
        let names = differing.prefix(20).joined(separator: " ") + (differing.count > 20 ? " …" : "")
        let cause =
            differing.isEmpty
            ? "all answers are the same, the summary is not" : "\(differing.count) replicates differ: \(names)"
        let outcome =
            again.outcome == .complete ? "" : "this time the run was \(again.outcome.rawValue): \(again.explanation)\n"
        return "not the same evidence: \(cause)\nstored  \(stored.digest)\nagain   \(again.digest)\n" + outcome + file
    }

    var document: Value {
        [
            "same": .bool(isSame), "stored_digest": .string(stored.digest), "digest": .string(again.digest),
            "differing_replicates": .array(differing.map(Value.string)), "same_tool_file": .bool(!isOtherFile),
            "same_tool_manifest": .bool(!isOtherManifest),
        ]
    }
}
