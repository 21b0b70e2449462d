import AssayCore
import AssayModels

/// Requests as callers make them.
enum Conversations {
    static let add = ModelFunction(
        name: "add",
        description: "Adds.",
        parameters: [
            "type": "object", "properties": ["a": ["type": "integer"]], "required": ["a"],
            "additionalProperties": false,
        ]
    )

    /// Two functions are called at once; their results and another question follow.
    static func withResults(_ calls: ModelMessage) -> ModelRequest {
        let results = calls.calls.map { call in
            ModelMessage.Part.result(FunctionResult(id: call.id, name: call.name, output: ["sum": 3]))
        }
        return ModelRequest(
            model: "m",
            messages: [
                .system("Be brief."), .user("Add."), calls, ModelMessage(.tool, results), .user("And now?"),
            ],
            functions: [add]
        )
    }

    static let twoCalls = ModelMessage(
        .assistant,
        [
            .text("I add."), .call(FunctionCall(id: "c1", name: "add", rawArguments: #"{"a": 1}"#)),
            .call(FunctionCall(id: "c2", name: "add", rawArguments: "{broken")),
        ]
    )

    static let everySetting = ModelSampling(
        temperature: 0.5,
        topP: 0.9,
        maxOutputTokens: 100,
        stop: ["END"],
        seed: 7,
        reasoningEffort: "low"
    )
}
