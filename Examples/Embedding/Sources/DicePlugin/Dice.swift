import AssayPluginKit

/// Throws dice and adds up what they show.
struct Dice: PluginTool {
    struct Request: Decodable {
        var dice: Int
    }

    struct Output: Encodable {
        var sum: Int
    }

    let descriptor = PluginDescriptor(
        name: "dice",
        version: "1.0.0",
        description: "Throws dice and adds up what they show.",
        provider: "Example",
        capabilities: ["chance"],
        inputSchema: """
            {"type":"object","required":["dice"],"additionalProperties":false,
            "properties":{"dice":{"type":"integer","minimum":1,"maximum":100}}}
            """,
        outputSchema: #"{"type":"object","required":["sum"],"properties":{"sum":{"type":"integer"}}}"#,
        flags: [.idempotent, .concurrent]
    )

    func run(_ request: Request, context: PluginContext) throws -> Output {
        var generator = SeededGenerator(seed: context.seed)
        return Output(sum: (0..<request.dice).reduce(0) { sum, _ in sum + 1 + generator.index(below: 6) })
    }
}

/// What the host calls to learn which tools there are.
@c(assay_plugin_entry)
public func entry(_ host: HostPointer?, _ error: ErrorPointer?) -> PluginPointer? {
    exportPlugin([Dice()], host, error)
}
