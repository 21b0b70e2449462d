public import AssayCore

/// A model as a tool: text in, text out, one replicate a seed.
///
/// The request has `prompt` or, for the action `chat`, `messages` of `role` and `content`, and beside them `images` and
/// `documents` as those of a ``ModelTool``, which only models with vision are shown. With `model` or `task_type` the caller
/// chooses, and with `requires_model` says what a model must be or have, as ``ModelRequirements`` reads it. `temperature` is
/// 0.7 and `max_tokens` 200 unless told otherwise. The answer is an object with `text`, `model`, `provider` and
/// `finish_reason`. Registered functions are not offered.
///
/// ```swift
/// try client.registerTool(GenerateTool(orchestrator))
/// let run = try client.run(request: ["prompt": "Name a tree."], tool: "generate", bundle: BundleOptions(k: 8))
/// ```
public struct GenerateTool: Tool {
    let orchestrator: ModelOrchestrator

    /// Who the tool is.
    ///
    /// Of seeds it promises what all models do that can be asked when it is made, and no certainty where there are several:
    /// which one answers depends on more than the seed.
    public let descriptor: ToolDescriptor

    /// Wraps an orchestrator.
    public init(_ orchestrator: ModelOrchestrator, name: String = "generate") {
        self.orchestrator = orchestrator
        descriptor = ToolDescriptor(
            name: name,
            description: "Asks the language model that fits best to write a text.",
            capabilities: ["text generation", "completion", "chat"],
            defaultOptions: ["temperature": 0.7, "max_tokens": 200],
            inputSchema: Self.inputSchema,
            outputSchema: Self.outputSchema,
            flags: [.concurrent],
            seedPromise: orchestrator.seedPromise
        )
    }

    /// Asks a model under the call's seed.
    public func execute(_ call: ToolCall) async throws -> ToolResult {
        var options = try Self.options(call.request, call.options)
        options.sampling.seed = call.seed
        options.limits.total = call.timeout
        options.deadline = call.timeout.map { max($0, .nanoseconds(1)) }
        return try await call.waiting { [options] in try await answer(call, options) }
    }

    private func answer(_ call: ToolCall, _ options: RouteOptions) async throws -> ToolResult {
        let response = try await route(call, options)
        for warning in response.warnings { call.signal(.warning(warning)) }
        let usage = usage(of: response.attempts, options)
        guard response.error == nil else {
            if let usage { call.signal(.usage(usage)) }
            throw AssayError(.modelProtocol, "The model ended its turn without an answer.")
        }
        return ToolResult(
            Self.answer(response),
            usage: usage,
            model: response.model,
            seedHonoured: response.seedHonoured,
            providerRequestID: response.requestID
        )
    }

    /// Asks; where there is no answer, what that cost is told first, so that a budget settles it.
    private func route(_ call: ToolCall, _ options: RouteOptions) async throws -> APIResponse {
        do {
            return try await orchestrator.routeRequest(
                Self.prompt(call.request),
                modelID: call.request["model"]?.string,
                taskType: call.request["task_type"]?.string.flatMap(TaskType.init),
                options: options
            )
        } catch let error as ModelRequestError {
            if let usage = usage(of: error.attempts, options) { call.signal(.usage(usage)) }
            throw Self.failure(error)
        } catch let error as AssayError {
            // No model was chosen, so none was asked.
            call.signal(.usage(Usage(tokens: 0, costUSD: 0)))
            throw error
        }
    }

    /// The failure as an engine knows it; the request's deadline is the time limit of this call, after which another may do.
    private static func failure(_ error: ModelRequestError) -> AssayError {
        let isLate = error.code == .deadline
        return AssayError(
            isLate ? .timeout : error.code,
            error.message,
            isRetryable: isLate || error.error.isRetryable,
            retryAfter: error.error.retryAfter
        )
    }

    /// What is asked, and how, beside the seed and the time.
    static func options(_ request: Value, _ options: Value) throws(AssayError) -> RouteOptions {
        func number(_ key: String) -> Value? { request[key] ?? options[key] }
        return RouteOptions(
            sampling: ModelSampling(
                temperature: number("temperature")?.double,
                maxOutputTokens: number("max_tokens")?.int64.flatMap { Int(exactly: $0) }
            ),
            messages: try messages(request),
            requirements: try requirements(request),
            functions: [],
            maxFunctionRounds: 0
        )
    }

    /// The prompt, or what the user said last, which tells what is to be done.
    static func prompt(_ request: Value) -> String {
        if let prompt = request["prompt"]?.string { return prompt }
        return request["messages"]?.array?.last { $0["role"] == "user" }?["content"]?.string ?? ""
    }

    private static func requirements(_ request: Value) throws(AssayError) -> ModelRequirements {
        guard let value = request["requires_model"] else { return ModelRequirements() }
        if let requirements = try ModelRequirements.requiresModel(value) { return requirements }
        throw AssayError(.invalidRequest, "requires_model says that no model is needed, and this tool asks one")
    }

    private static func answer(_ response: APIResponse) -> Value {
        [
            "text": .string(response.content), "model": .string(response.model), "provider": .string(response.provider),
            "finish_reason": .string(response.finish.rawValue),
        ]
    }

    private static func messages(_ request: Value) throws(AssayError) -> [ModelMessage] {
        var messages: [ModelMessage] = []
        if let prompt = request["prompt"]?.string {
            messages.append(try ModelMessage(.user, prompt, showing: request))
        }
        for turn in request["messages"]?.array ?? [] {
            guard let role = turn["role"]?.string.flatMap(ModelMessage.Role.init) else { continue }
            messages.append(try ModelMessage(role, turn["content"]?.string ?? "", showing: turn))
        }
        return try messages.checkedMedia()
    }

    private static let inputSchema: Value = [
        "type": "object",
        "properties": [
            "action": ["enum": ["generate", "complete", "chat"]],
            "prompt": ["type": "string", "minLength": 1],
            "messages": [
                "type": "array", "minItems": 1,
                "items": [
                    "type": "object", "required": ["role", "content"], "additionalProperties": false,
                    "properties": [
                        "role": ["enum": ["system", "user", "assistant"]], "content": ["type": "string"],
                        "images": Media.schema(.picture), "documents": Media.schema(.document),
                    ],
                ],
            ],
            "images": Media.schema(.picture), "documents": Media.schema(.document),
            "model": ["type": "string"],
            "requires_model": ["anyOf": [["type": "object"], ["const": "none"]]],
            "task_type": ["enum": .array(TaskType.allCases.map { .string($0.rawValue) })],
            "temperature": ["type": "number", "minimum": 0, "maximum": 2],
            "max_tokens": ["type": "integer", "minimum": 1],
        ],
        "additionalProperties": false,
        "dependentRequired": ["images": ["prompt"], "documents": ["prompt"]],
        "oneOf": [["required": ["prompt"]], ["required": ["messages"]]],
    ]

    private static let outputSchema: Value = [
        "type": "object",
        "required": ["text", "model", "provider", "finish_reason"],
        "properties": [
            "text": ["type": "string"], "model": ["type": "string"], "provider": ["type": "string"],
            "finish_reason": ["type": "string"],
        ],
    ]
}
