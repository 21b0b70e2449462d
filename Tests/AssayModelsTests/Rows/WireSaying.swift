import AssayModels

/// Whole answers in every wire format, which all say the same.
enum WireSaying {
    static let kinds: [ProviderKind] = [.openAI, .anthropic, .gemini, .ollama]

    /// `Hi`, after twelve tokens were read and with three written.
    static func hi(_ kind: ProviderKind) -> String {
        switch kind {
        case .anthropic:
            """
            {"type":"message","model":"x-1","content":[{"type":"text","text":"Hi"}],"stop_reason":"end_turn",
            "usage":{"input_tokens":12,"output_tokens":3},"extra":9007199254740993}
            """
        case .gemini:
            """
            {"candidates":[{"content":{"parts":[{"text":"Hi"}]},"finishReason":"STOP"}],"modelVersion":"x-1",
            "usageMetadata":{"promptTokenCount":12,"candidatesTokenCount":3},"extra":9007199254740993}
            """
        case .ollama:
            """
            {"model":"x-1","message":{"role":"assistant","content":"Hi"},"done":true,"done_reason":"stop",
            "prompt_eval_count":12,"eval_count":3,"extra":9007199254740993}
            """
        default:
            """
            {"model":"x-1","choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}],
            "usage":{"prompt_tokens":12,"completion_tokens":3},"extra":9007199254740993}
            """
        }
    }

    /// A call of `add` with one argument, and an id where the format has one.
    static func call(_ kind: ProviderKind) -> String {
        switch kind {
        case .anthropic:
            """
            {"type":"message","content":[{"type":"tool_use","id":"c1","name":"add","input":{"a":1}}],
            "stop_reason":"tool_use"}
            """
        case .gemini:
            """
            {"candidates":[{"content":{"parts":[{"functionCall":{"name":"add","args":{"a":1}}}]},
            "finishReason":"STOP"}]}
            """
        case .ollama:
            """
            {"message":{"content":"","tool_calls":[{"function":{"name":"add","arguments":{"a":1}}}]},"done":true,
            "done_reason":"stop"}
            """
        default:
            #"""
            {"choices":[{"message":{"content":null,"tool_calls":[{"id":"c1","type":"function",
            "function":{"name":"add","arguments":"{\"a\":1}"}}]},"finish_reason":"tool_calls"}]}
            """#
        }
    }
}
