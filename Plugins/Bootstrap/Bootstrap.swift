import AssayPluginKit

/// The mean of one resample of a column.
struct Bootstrap: BatchPluginTool {
    struct Request: Decodable {
        var csv: String
        var column: String
    }

    struct Output: Encodable {
        var mean: Double
    }

    let columns = ["mean"]

    let descriptor = PluginDescriptor(
        name: "bootstrap",
        version: "1.0.0",
        description: "Draws one bootstrap resample of a column of a CSV file and gives its mean.",
        provider: "Assay",
        capabilities: ["bootstrap", "csv", "statistics"],
        inputSchema: """
            {"type":"object","required":["csv","column"],"additionalProperties":false,"properties":{
            "csv":{"type":"string","minLength":1,"description":"Path of a CSV file with a header row"},
            "column":{"type":"string","description":"The column with the numbers"}}}
            """,
        outputSchema: """
            {"type":"object","required":["mean"],"additionalProperties":false,"properties":{
            "mean":{"type":"number","x-assay":{"role":"measurement","tolerance":0.01}}}}
            """,
        flags: [.idempotent, .concurrent]
    )

    func run(_ request: Request, context: PluginContext) throws -> Output {
        let sample = try Self.sample(request)
        return Output(mean: Self.mean(of: sample, seed: context.seed))
    }

    func runBatch(_ request: Request, seeds: [UInt64], context: PluginContext) throws -> [[Double]] {
        let sample = try Self.sample(request)
        return [try seeds.mapChecking(context) { Self.mean(of: sample, seed: $0) }]
    }

    private static func sample(_ request: Request) throws -> [Double] {
        try CSVTable(path: request.csv).numbers(in: request.column, atLeast: 2)
    }

    private static func mean(of sample: [Double], seed: UInt64) -> Double {
        var generator = SeededGenerator(seed: seed)
        var sum = 0.0
        for _ in sample.indices { sum += sample[generator.index(below: sample.count)] }
        return sum / Double(sample.count)
    }
}
