import AssayPluginKit

/// The least-squares line through one resample of two columns.
struct BootstrapRegression: BatchPluginTool {
    struct Request: Decodable {
        var csv: String
        var x: String
        var y: String
    }

    struct Output: Encodable {
        var slope: Double
        var intercept: Double
        var rSquared: Double

        enum CodingKeys: String, CodingKey {
            case slope, intercept
            case rSquared = "r_squared"
        }
    }

    let columns = ["slope", "intercept", "r_squared"]

    let descriptor = PluginDescriptor(
        name: "bootstrap-regression",
        version: "1.0.0",
        description: "Draws one bootstrap resample of two columns of a CSV file and fits a straight line to it.",
        provider: "Assay",
        capabilities: ["bootstrap", "regression", "csv", "statistics"],
        inputSchema: """
            {"type":"object","required":["csv","x","y"],"additionalProperties":false,"properties":{
            "csv":{"type":"string","minLength":1,"description":"Path of a CSV file with a header row"},
            "x":{"type":"string","description":"The column to predict from"},
            "y":{"type":"string","description":"The column to predict"}}}
            """,
        outputSchema: """
            {"type":"object","required":["slope","intercept","r_squared"],"additionalProperties":false,"properties":{
            "slope":{"type":"number","x-assay":{"role":"measurement","tolerance":0.01}},
            "intercept":{"type":"number","x-assay":{"role":"measurement","tolerance":0.05}},
            "r_squared":{"type":"number","minimum":0,"maximum":1,"x-assay":{"role":"measurement","tolerance":0.01}}}}
            """,
        flags: [.idempotent, .concurrent]
    )

    func run(_ request: Request, context: PluginContext) throws -> Output {
        let line = Self.line(through: try Self.sample(request), seed: context.seed)
        guard let line else {
            throw PluginError("degenerate_resample", "all rows drawn have one x or one y; a line needs two of each")
        }
        return line
    }

    func runBatch(_ request: Request, seeds: [UInt64], context: PluginContext) throws -> [[Double]] {
        let sample = try Self.sample(request)
        let lines = try seeds.mapChecking(context) { Self.line(through: sample, seed: $0) }
        return [
            lines.map { $0?.slope ?? .nan }, lines.map { $0?.intercept ?? .nan }, lines.map { $0?.rSquared ?? .nan },
        ]
    }

    private typealias Sample = (x: [Double], y: [Double])

    private static func sample(_ request: Request) throws -> Sample {
        let table = try CSVTable(path: request.csv)
        return (try table.numbers(in: request.x, atLeast: 3), try table.numbers(in: request.y, atLeast: 3))
    }

    /// Ordinary least squares with sums of products about the means, which keeps the digits that raw sums lose.
    private static func line(through sample: Sample, seed: UInt64) -> Output? {
        var generator = SeededGenerator(seed: seed)
        let rows = sample.x.indices.map { _ in generator.index(below: sample.x.count) }
        let count = Double(rows.count)
        let meanX = rows.reduce(0) { $0 + sample.x[$1] } / count
        let meanY = rows.reduce(0) { $0 + sample.y[$1] } / count
        var (xx, xy, yy) = (0.0, 0.0, 0.0)
        for row in rows {
            let (x, y) = (sample.x[row] - meanX, sample.y[row] - meanY)
            (xx, xy, yy) = (xx + x * x, xy + x * y, yy + y * y)
        }
        guard xx > 0, yy > 0, xx.isFinite, yy.isFinite, xy.isFinite else { return nil }
        let slope = xy / xx
        // Rounding can carry a perfect fit past 1.
        return Output(slope: slope, intercept: meanY - slope * meanX, rSquared: min(slope * (xy / yy), 1))
    }
}
