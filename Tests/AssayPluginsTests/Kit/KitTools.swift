import AssayPluginKit

/// Answers with everything it is told.
struct Echo: PluginTool {
    struct Request: Decodable {
        var text: String
        var count: Int?
    }

    struct Options: Decodable { var depth: Int }

    struct Output: Encodable {
        var text: String
        var seed: UInt64
        var replicate: UInt64
        var attempt: Int
        var trace: String
        var depth: Int
        var first: UInt64
    }

    var descriptor = PluginDescriptor(
        name: "echo",
        version: "2.0",
        description: "Echoes.",
        provider: "Us",
        capabilities: ["a \"b\"", "c/d"],
        defaultOptions: #"{"depth":1}"#,
        inputSchema: "true",
        outputSchema: "{}",
        flags: [.deterministic, .sideEffects],
        maximumUsage: #"{"tokens":1}"#
    )

    func run(_ request: Request, context: PluginContext) throws -> Output {
        var generator = context.makeGenerator()
        return Output(
            text: request.text,
            seed: context.seed,
            replicate: context.replicate,
            attempt: context.attempt,
            trace: context.traceID,
            depth: try context.options(as: Options.self).depth,
            first: generator.next()
        )
    }
}

/// Does what a closure does.
struct Doing: PluginTool {
    struct Request: Decodable {}

    var descriptor = PluginDescriptor(name: "doing", version: "1")
    var body: @Sendable (PluginContext) throws -> [String: Double]

    func run(_ request: Request, context: PluginContext) throws -> [String: Double] { try body(context) }
}

/// Gives columns as a closure makes them.
struct Columns: BatchPluginTool {
    struct Request: Decodable {}

    var descriptor = PluginDescriptor(name: "columns", version: "1")
    var columns = ["a", "b"]
    var body: @Sendable ([UInt64]) throws -> [[Double]]

    func run(_ request: Request, context: PluginContext) throws -> [String: Double] { [:] }

    func runBatch(_ request: Request, seeds: [UInt64], context: PluginContext) throws -> [[Double]] { try body(seeds) }
}

/// Answers with the key of the call.
struct Keyed: KeyedPluginTool {
    struct Request: Decodable {}

    var descriptor = PluginDescriptor(name: "keyed", version: "1")

    func run(_ request: Request, context: PluginContext) throws -> [String: String] {
        ["key": context.idempotencyKey ?? "none"]
    }
}

/// An error whose description would give something away.
struct Secretive: Error, CustomStringConvertible { var description: String { "secret" } }
