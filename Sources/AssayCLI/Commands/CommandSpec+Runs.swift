import Assay
import Foundation

extension CommandSpec {
    static let runs = CommandSpec(
        name: "runs",
        summary: "lists recorded runs; prints, exports, extends, verifies one; removes old ones",
        operands: "list|show ID|export ID|extend ID|verify ID|delete ID|gc",
        operandCount: 1...2,
        flags: [
            .store, .out, .more, .seeds, .stop, .request, .maxParallel, .events,
            Flag(
                name: "accept-changes",
                value: nil,
                help: "extend: go on although the tool's file is another one than at the beginning"
            ),
            Flag(name: "limit", value: "N", help: "list: the most runs (default 20)"),
            Flag(name: "keep", value: "N", help: "gc: how many of the latest runs stay (default 1000)"),
            .cache, .cacheTTL,
        ] + Flag.askingAgain,
        examples: [
            (
                "assay run kmeans --request @Examples/Requests/kmeans.json --store runs.db",
                "record a run while it goes on"
            ),
            ("assay runs list --store runs.db", "the latest runs, with their outcomes"),
            ("assay runs export ID --store runs.db --out bundle.json", "a bundle for assay show, verify and extend"),
            ("assay runs extend ID --k 0 --store runs.db", "finish a run whose process died; nothing runs twice"),
            ("assay runs verify ID --store runs.db", "run it again and compare the evidence"),
            ("assay runs gc --keep 100 --store runs.db", "remove all but the latest hundred runs"),
        ]
    ) { arguments, terminal in
        guard let store = try await arguments.store() else {
            throw UsageError("--store FILE is needed, or ASSAY_STORE in the environment")
        }
        return try await RunsCommand(store: store, arguments: arguments, terminal: terminal).run()
    }
}

extension ParsedArguments {
    /// The store that `--store` or the environment names; `nil` when neither does.
    func store() async throws -> SQLiteStateStore? {
        let path = string(Flag.store.name) ?? ProcessInfo.processInfo.environment["ASSAY_STORE"]
        guard let path, !path.isEmpty else { return nil }
        return try await SQLiteStateStore(path: path)
    }
}

/// What `assay runs` can do.
private struct RunsCommand {
    let store: SQLiteStateStore
    let arguments: ParsedArguments
    let terminal: Terminal

    func run() async throws -> ExitCode {
        switch (arguments.operands[0], arguments.operands.count) {
        case ("list", 1): try await list()
        case ("gc", 1): try await collect()
        case ("show", 2): terminal.show(try await bundle(), file: nil)
        case ("export", 2): try await export(bundle())
        case ("extend", 2): return try await extend()
        case ("verify", 2): return try await CommandSpec.verify(finished(), arguments, terminal)
        case ("delete", 2):
            guard try await store.delete(id) else { throw unknownRun }
        default: throw UsageError("usage: assay runs list|show ID|export ID|extend ID|verify ID|delete ID|gc")
        }
        return .success
    }

    private var id: String { arguments.operands[1] }

    /// A finished run is extended by a run of its own; an unfinished one is finished first, under its own id.
    private func extend() async throws -> ExitCode {
        let run = try await recorded()
        if let bundle = run.bundle { return try await CommandSpec.extend(bundle, arguments, terminal) }
        guard try arguments.more() == 0 else { throw unfinished }
        guard !arguments.isSet(Flag.seeds.name) else {
            throw UsageError("--seeds belongs to replicates that are added")
        }
        let client = AssayClient()
        let asked = try await client.load(for: run.plan, arguments, terminal, learns: true)
        let code = try await RunDisplay(arguments, terminal).follow { context in
            try await client.resume(
                id,
                in: store,
                rule: arguments.stoppingRule(),
                request: arguments.request(),
                context: context.served(by: asked),
                maxParallel: arguments.int(Flag.maxParallel.name),
                acceptsChanges: arguments.isSet("accept-changes")
            )
        }
        return asked?.finish(code, terminal) ?? code
    }

    private func list() async throws {
        let limit = try arguments.int("limit") ?? 20
        guard limit > 0 else { throw UsageError("--limit must be a whole number above 0") }
        let runs = try await store.runs(limit: limit, earlierThan: nil)
        guard !terminal.wantsJSON else {
            return terminal.output(Value.array(runs.map(\.document)).canonicalJSON + "\n")
        }
        for run in runs { terminal.output(Terminal.clean(run.line) + "\n") }
        if runs.isEmpty { terminal.message("no runs are recorded in \(store.path)") }
    }

    private func collect() async throws {
        let keep = try arguments.int("keep") ?? 1000
        guard keep >= 0 else { throw UsageError("--keep must be a whole number, 0 or more") }
        var removed = 0
        for run in try await store.runs(limit: .max, earlierThan: nil).dropFirst(keep) {
            if try await remove(run.id) { removed += 1 }
        }
        while try await store.purge(limit: 1000) == 1000 {}
        terminal.message("\(removed) runs removed")
    }

    /// Removes a run unless it goes on.
    private func remove(_ id: String) async throws -> Bool {
        do throws(AssayError) {
            return try await store.delete(id)
        } catch {
            guard error == .runGoesOn else { throw error }
            terminal.note("\(id) goes on, and stays")
            return false
        }
    }

    /// The evidence of the run; of an interrupted one, what was recorded until then.
    private func bundle() async throws -> EvidenceBundle {
        let run = try await recorded()
        if let bundle = run.bundle { return bundle }
        terminal.note("the run was interrupted, or goes on; assay runs extend \(id) --k 0 finishes it")
        return try run.interrupted()
    }

    private func finished() async throws -> EvidenceBundle {
        guard let bundle = try await recorded().bundle else { throw unfinished }
        return bundle
    }

    private func recorded() async throws -> StoredRun {
        guard let run = try await store.run(id) else { throw unknownRun }
        return run
    }

    private var unfinished: AssayError {
        AssayError(.invalidArgument, "the run is not finished: finish it first with assay runs extend \(id) --k 0")
    }

    private func export(_ bundle: EvidenceBundle) throws {
        guard let out = arguments.string(Flag.out.name) else { return terminal.output(bundle) }
        try JSONFile.write(out) { bundle.encode(into: $0) }
    }

    private var unknownRun: AssayError {
        AssayError(.unknownRun, "no run of that id is recorded; assay runs list shows those there are")
    }
}

extension RunRecord {
    fileprivate var line: String {
        let count = "\(replicates) of \(k)"
        let time = Date(timeIntervalSince1970: Double(startedMS) / 1000).formatted(.iso8601)
        return "\(id)  \(time)  \(tool)  \(outcome?.rawValue ?? "not finished")  \(count)"
    }

    fileprivate var document: Value {
        [
            "id": .string(id), "started_ms": .integer(startedMS), "tool": .string(tool), "k": Value(k),
            "replicates": Value(replicates), "outcome": .orNull(outcome?.rawValue), "digest": .orNull(digest),
        ]
    }
}
