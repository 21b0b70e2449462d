import AssayCore

/// The content blocks of an answer as they came, complete.
enum AnthropicBlocks {
    /// What must go back unchanged: all blocks, as soon as one holds what our turns do not, such as signed thoughts.
    static func payload(_ blocks: [Value]) -> ProviderPayload? {
        let isPlain = blocks.allSatisfy { $0["type"] == "text" || $0["type"] == "tool_use" }
        return isPlain ? nil : ProviderPayload(provider: .anthropic, value: .array(blocks))
    }

    /// Whether the blocks still say what the turn says; a turn that was edited goes without them.
    static func matches(_ blocks: [Value], _ message: ModelMessage) -> Bool {
        let text = blocks.filter { $0["type"] == "text" }.compactMap { $0["text"]?.string }.joined()
        let ids = blocks.filter { $0["type"] == "tool_use" }.compactMap { $0["id"]?.string }
        return text == message.text && ids == message.calls.map(\.id)
    }
}
