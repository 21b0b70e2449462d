import Assay

extension CommandSpec {
    static let ask = CommandSpec(
        name: "ask",
        summary: "asks language models K times and prints the evidence",
        operands: "PROMPT|@FILE|-",
        operandCount: 1...1,
        flags: [
            .models, .replicates, .system, .image, .document, .answerSchema, .temperature, .reasoningEffort, .maxTokens,
            .budgetUSD, .budgetTokens, .record, .replay, .cache, .cacheTTL, .baseURL, .keyFile, .allowHTTP, .caFile,
            .modelsFile, .seeds, .rootSeed, .epsilon, .stop, .rounds, .maxParallel, .timeout, .deadline, .minConfidence,
            .calibrator,
            .task, .noRequest, .events, .out, .store,
        ],
        examples: [
            (
                "assay ask 'Name a tree.' --models mock/small --k 8 --stop never",
                "the model built in, which needs no network and answers one seed in four differently"
            ),
            (
                "assay ask 'Name a tree.' --models mock/small,mock/large --k 6 --json",
                "two models in turn; each replicate says who answered"
            ),
            (
                "assay ask @question.txt --models openai/gpt-5-mini,anthropic/claude-sonnet-4-5 --k 10 --budget-usd 0.50",
                "two providers under one budget; the keys are in OPENAI_API_KEY and ANTHROPIC_API_KEY"
            ),
            (
                "assay ask - --models ollama/llama3.2 --schema answer.json --record calls.json < question.txt",
                "a model on this machine, JSON by a schema, and a recording to replay with --replay calls.json"
            ),
            (
                "assay ask 'What is this?' --image Examples/Data/tree.png --models mock/small",
                "a picture before the question; the model must have vision, as assay models says"
            ),
            (
                "assay ask @question.txt --models openai/gpt-5-mini --k 10 --cache answers.db --cache-ttl 1h",
                "answers that are kept for an hour: what was answered is neither asked nor paid for again"
            ),
        ]
    ) { arguments, terminal in
        let (request, options) = try await (arguments.question(), arguments.askOptions())
        let asked = try await AskedModels(arguments.modelNames(), arguments)
        if options.globalBudget.costUSD != nil { try asked.checkPrices() }
        let tool = try ModelTool(
            asked.models,
            answerSchema: options.outputSchema,
            sampling: arguments.sampling(),
            history: asked.history
        )
        try tool.checkMedia(of: request)
        let client = AssayClient()
        try client.registerTool(tool)
        let display = try await RunDisplay(arguments, terminal)
        let code: Result<ExitCode, any Error>
        do {
            code = .success(
                try await display.follow { context in
                    let context = context.told(arguments).served(by: asked)
                    return try client.run(request: request, tool: "ask", bundle: options, context: context)
                }
            )
        } catch {
            code = .failure(error)
        }
        // Answers that were paid for are recorded, however the run has ended.
        return asked.finish(try asked.save(code), terminal)
    }
}

extension ParsedArguments {
    /// What the models are asked.
    fileprivate func question() throws -> Value {
        var request: Object = ["prompt": .string(try text(operand: operands[0]))]
        if let system = string(Flag.system.name) { request["system"] = .string(system) }
        request["images"] = try shown(.picture, by: .image)
        request["documents"] = try shown(.document, by: .document)
        return .object(request)
    }

    fileprivate func askOptions() async throws -> BundleOptions {
        var options = try await bundleOptions()
        options.globalBudget.costUSD = try double(Flag.budgetUSD.name)
        options.globalBudget.tokens = try int(Flag.budgetTokens.name).map(Int64.init)
        try options.validate()
        return options
    }

    fileprivate func sampling() throws -> ModelSampling {
        ModelSampling(
            temperature: try double(Flag.temperature.name),
            maxOutputTokens: try int(Flag.maxTokens.name) ?? 4096,
            reasoningEffort: string(Flag.reasoningEffort.name)
        )
    }
}

extension RunContext {
    /// The context with where the models are asked.
    func served(by asked: AskedModels?) -> RunContext {
        var context = self
        context.server = asked?.server
        return context
    }
}
