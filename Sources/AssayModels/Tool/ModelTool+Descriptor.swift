import AssayCore

extension ModelTool {
    static func descriptor(
        of models: [AskedModel],
        _ name: String,
        _ answerSchema: Value?,
        _ options: Object
    ) -> ToolDescriptor {
        ToolDescriptor(
            name: name,
            description: "Asks language models and gives their answers.",
            capabilities: ["text generation", "question answering"],
            defaultOptions: options,
            inputSchema: inputSchema,
            outputSchema: answerSchema ?? textSchema,
            flags: [.concurrent],
            seedPromise: .weakest(of: models.map(\.seedPromise))
        )
    }

    private static let textSchema: Value = [
        "type": "object", "required": ["answer"], "additionalProperties": false,
        "properties": ["answer": ["type": "string"]],
    ]

    private static let inputSchema: Value = [
        "type": "object",
        "properties": [
            "prompt": ["type": "string", "minLength": 1],
            "system": ["type": "string"],
            "messages": [
                "type": "array", "minItems": 1,
                "items": [
                    "type": "object", "required": ["role", "content"], "additionalProperties": false,
                    "properties": ["role": ["enum": ["user", "assistant"]], "content": ["type": "string"]],
                ],
            ],
        ],
        "additionalProperties": false,
        "oneOf": [["required": ["prompt"]], ["required": ["messages"]]],
    ]
}

extension ModelMessage {
    /// The conversation a request of a ``ModelTool`` holds.
    static func conversation(_ request: Value) -> [ModelMessage] {
        let system = request["system"]?.string.map { [ModelMessage.system($0)] } ?? []
        if let prompt = request["prompt"]?.string { return system + [.user(prompt)] }
        let turns = (request["messages"]?.array ?? []).map { turn in
            let text = turn["content"]?.string ?? ""
            return turn["role"] == "assistant" ? ModelMessage.assistant(text) : .user(text)
        }
        return system + turns
    }
}
