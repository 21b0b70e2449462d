public import AssayCore

/// A model as a tool: text in, text out, one replicate a seed.
///
/// The request has `prompt` or, for the action `chat`, `messages` of `role` and `content`; with `model` or `task_type` the caller
/// chooses, and with `requires_model` says what a model must be or have, as ``ModelRequirements`` reads it. `temperature` is 0.7 and `max_tokens` 200 unless told otherwise. The answer is an object with `text`, `model`,
/// `provider` and `finish_reason`. Registered functions are not offered.
public struct GenerateTool: Tool {
    private let orchestrator: ModelOrchestrator

    /// Who the tool is.
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
            flags: [.concurrent]
        )
    }

    /// Asks a model under the call's seed.
    public func execute(_ call: ToolCall) async throws -> ToolResult {
        let request = call.request
        let options = RouteOptions(
            sampling: Self.sampling(call),
            messages: Self.messages(request),
            requirements: try Self.requirements(request),
            limits: CallLimits(total: call.timeout),
            functions: []
        )
        let prompt = request["prompt"]?.string ?? Self.lastWords(request)
        do {
            let response = try await orchestrator.routeRequest(
                prompt,
                modelID: request["model"]?.string,
                taskType: request["task_type"]?.string.flatMap(TaskType.init),
                options: options
            )
            let usage = Self.usage(response.attempts)
            return ToolResult(Self.answer(response), usage: usage, model: response.model)
        } catch let error as ModelRequestError {
            if let usage = Self.usage(error.attempts) { call.signal(.usage(usage)) }
            // An engine knows how to treat this kind of error only.
            throw AssayError(
                error.code,
                error.message,
                isRetryable: error.error.isRetryable,
                retryAfter: error.error.retryAfter
            )
        }
    }

    private static func requirements(_ request: Value) throws(AssayError) -> ModelRequirements {
        guard let value = request["requires_model"] else { return ModelRequirements() }
        if let requirements = try ModelRequirements.requiresModel(value) { return requirements }
        throw AssayError(.invalidRequest, "requires_model says that no model is needed, and this tool asks one")
    }

    private static func usage(_ attempts: [ModelAttempt]) -> Usage? {
        attempts.usage.map { Usage(tokens: $0.totalTokens, costUSD: attempts.costUSD) }
    }

    private static func answer(_ response: APIResponse) -> Value {
        [
            "text": .string(response.content), "model": .string(response.model), "provider": .string(response.provider),
            "finish_reason": .string(response.finish.rawValue),
        ]
    }

    private static func sampling(_ call: ToolCall) -> ModelSampling {
        func number(_ key: String) -> Value? { call.request[key] ?? call.options[key] }
        return ModelSampling(
            temperature: number("temperature")?.double,
            maxOutputTokens: number("max_tokens")?.int64.flatMap { Int(exactly: $0) },
            seed: call.seed
        )
    }

    private static func messages(_ request: Value) -> [ModelMessage]? {
        request["messages"]?.array?.compactMap { message in
            guard let role = message["role"]?.string.flatMap(ModelMessage.Role.init) else { return nil }
            return ModelMessage(role, [.text(message["content"]?.string ?? "")])
        }
    }

    /// What the user said last, which tells what is to be done.
    private static func lastWords(_ request: Value) -> String {
        request["messages"]?.array?.last { $0["role"] == "user" }?["content"]?.string ?? ""
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
                    ],
                ],
            ],
            "model": ["type": "string"],
            "requires_model": ["anyOf": [["type": "object"], ["const": "none"]]],
            "task_type": ["enum": .array(TaskType.allCases.map { .string($0.rawValue) })],
            "temperature": ["type": "number", "minimum": 0, "maximum": 2],
            "max_tokens": ["type": "integer", "minimum": 1],
        ],
        "additionalProperties": false,
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
