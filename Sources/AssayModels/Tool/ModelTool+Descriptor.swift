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
                    "properties": [
                        "role": ["enum": ["user", "assistant"]], "content": ["type": "string"],
                        "images": Media.schema(.picture), "documents": Media.schema(.document),
                    ],
                ],
            ],
            "images": Media.schema(.picture), "documents": Media.schema(.document),
        ],
        "additionalProperties": false,
        "dependentRequired": ["images": ["prompt"], "documents": ["prompt"]],
        "oneOf": [["required": ["prompt"]], ["required": ["messages"]]],
    ]
}

extension ModelMessage {
    /// The conversation a request of a ``ModelTool`` holds.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/invalidRequest`` for a picture or document that cannot be shown.
    static func conversation(_ request: Value) throws(AssayError) -> [ModelMessage] {
        var messages = request["system"]?.string.map { [ModelMessage.system($0)] } ?? []
        if let prompt = request["prompt"]?.string {
            messages.append(try ModelMessage(.user, prompt, showing: request))
        }
        for turn in request["messages"]?.array ?? [] {
            let role: Role = turn["role"] == "assistant" ? .assistant : .user
            messages.append(try ModelMessage(role, turn["content"]?.string ?? "", showing: turn))
        }
        return try messages.checkedMedia()
    }
}
