import Assay
import Foundation

extension CommandSpec {
    static let run = CommandSpec(
        name: "run",
        summary: "runs a tool K times and prints the evidence",
        operands: "[TOOL]",
        operandCount: 0...1,
        flags: [
            .request,
            .replicates, .seeds, .rootSeed, .epsilon, .stop, .rounds, .maxParallel,
            Flag(name: "budget", value: "LIMITS", help: "for all replicates: tokens=N,cost_usd=X,time_ms=N"),
            Flag(name: "replicate-budget", value: "LIMITS", help: "for one replicate: tokens=N,cost_usd=X,time_ms=N"),
            .timeout, .deadline, .minConfidence,
            Flag(name: "options", value: "JSON|@FILE|-", help: "options for the tool, over its defaults"),
            Flag(name: "schema", value: "FILE", help: "check outputs against this JSON Schema instead of the tool's"),
            .calibrator, .task, .noRequest, .rules,
            Flag(name: "explain", value: nil, help: "say which tool was chosen and why; only without TOOL"),
            .events, .out, .store,
        ] + Flag.reliability,
        examples: [
            (
                "assay run kmeans --request @Examples/Requests/kmeans.json --k 12 --out bundle.json",
                "cluster a CSV under 12 seeds and see where the seeds disagree"
            ),
            (
                "assay run bootstrap --request @Examples/Requests/bootstrap.json --k 1000 --stop never --json",
                "a thousand bootstrap replicates, the bundle on stdout"
            ),
            (
                "cat request.json | assay run annealing --request - --k 20 --timeout 2s",
                "the request from stdin, a limit per attempt"
            ),
            (
                "assay run annealing --request @Examples/Requests/annealing.json --k 20 --timeout 2s --retries 2",
                "an attempt that fails and may succeed later is made again; assay show tells which"
            ),
            (
                "assay run --request @Examples/Requests/kmeans.json --k 6 --explain",
                "no tool named: the planner chooses one, and says why"
            ),
        ]
    ) { arguments, terminal in
        let client = AssayClient()
        let options = try await arguments.bundleOptions()
        guard let request = try arguments.request() else {
            throw UsageError("--request is needed: JSON text, @FILE, or - for stdin")
        }
        guard arguments.operands.isEmpty || !(arguments.has(.rules) || arguments.isSet("explain")) else {
            throw UsageError("--rules and --explain belong to a run without TOOL")
        }
        let planner = try arguments.planner()
        let reliability = try arguments.reliability(of: arguments.operands.first)
        _ = try await client.load(arguments, terminal)
        let display = try await RunDisplay(arguments, terminal)
        if let reliability {
            return try await display.follow(
                ReliableCall(client, planner, reliability, arguments, terminal),
                on: request
            )
        }
        return try await display.follow { context in
            let context = context.told(arguments)
            if let tool = arguments.operands.first {
                return try client.run(request: request, tool: tool, bundle: options, context: context)
            }
            let plan = try client.plan(request: request, planner: planner, arguments: arguments)
            if arguments.isSet("explain") { terminal.message(plan.text) }
            return try client.run(request: request, plan: plan, bundle: options, context: context)
        }
    }
}

extension ParsedArguments {
    func isSet(_ name: String) -> Bool { string(name) != nil }

    func rootSeed() throws -> UInt64? {
        try string("root-seed").map { text in
            guard let seed = UInt64(text) else {
                throw UsageError("--root-seed must be a whole number from 0 to 2^64 - 1")
            }
            return seed
        }
    }

    func rounds() throws -> BundleOptions.Rounds? {
        try string("rounds").map { text in
            guard let rounds = BundleOptions.Rounds(rawValue: text) else {
                throw UsageError("--rounds must be fewest or eager")
            }
            return rounds
        }
    }

    /// How replicates are run, checked.
    func bundleOptions() async throws -> BundleOptions {
        var options = BundleOptions()
        options.seeds = try seeds()
        options.k = try int("k") ?? options.seeds?.count ?? options.k
        if options.seeds != nil && isSet("root-seed") { throw UsageError("--seeds and --root-seed exclude each other") }
        options.rootSeed = try rootSeed()
        options.epsilon = try double("epsilon") ?? options.epsilon
        options.stop = try stoppingRule()
        if options.stop != nil && isSet("epsilon") {
            throw UsageError("--epsilon belongs to the default rule: leave out --stop")
        }
        options.rounds = try rounds() ?? options.rounds
        options.maxParallel = try int(Flag.maxParallel.name) ?? options.maxParallel
        options.globalBudget = try string("budget").map { try Budget(parsing: $0) } ?? options.globalBudget
        options.perReplicateBudget =
            try string("replicate-budget").map { try Budget(parsing: $0) } ?? options.perReplicateBudget
        options.timeout = try duration("timeout")
        options.deadline = try duration("deadline")
        options.minimumConfidence = try double("min-confidence")
        options.calibrator = try calibrator()
        if string("options") == "-" && string(Flag.request.name) == "-" {
            throw UsageError("--request and --options cannot both read stdin: write one of them to a file")
        }
        if let toolOptions = try json("options") {
            guard let object = toolOptions.object else { throw UsageError("--options must be a JSON object") }
            options.toolOptions = object
        }
        if let schema = string("schema") { try await options.loadSchema(from: schema) }
        try options.validate()
        return options
    }
}

extension RunContext {
    /// The context with what the caller says about the run.
    func told(_ arguments: ParsedArguments) -> RunContext {
        var context = self
        context.task = arguments.string("task")
        context.keepsRequest = !arguments.isSet("no-request")
        return context
    }
}
