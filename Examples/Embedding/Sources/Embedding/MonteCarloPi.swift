import Assay

/// Estimates π from random points in a square: an answer that is different under every seed.
struct MonteCarloPi: Tool {
    let descriptor = ToolDescriptor(
        name: "monte-carlo-pi",
        description: "Estimates pi from random points in a square.",
        capabilities: ["chance", "geometry"],
        inputSchema: [
            "type": "object", "required": ["points"], "additionalProperties": false,
            "properties": ["points": ["type": "integer", "minimum": 1, "maximum": 10_000_000]],
        ],
        outputSchema: [
            "type": "object", "required": ["pi"],
            "properties": ["pi": ["type": "number", "x-assay": ["role": "measurement", "tolerance": 0.01]]],
        ],
        flags: [.idempotent, .concurrent]
    )

    func execute(_ call: ToolCall) async throws -> ToolResult {
        let points = call.request["points"]?.int64 ?? 1
        var random = SplitMix64(seed: call.seed)
        var inside = 0
        for point in 0..<points {
            if point % 65_536 == 0 {
                if call.isCancelled { throw AssayError(.cancelled, "the estimate was given up") }
                call.signal(.progress(fraction: Double(point) / Double(points), message: "throwing points"))
            }
            let x = Double.random(in: -1...1, using: &random)
            let y = Double.random(in: -1...1, using: &random)
            if x * x + y * y <= 1 { inside += 1 }
        }
        return ToolResult(["pi": .number(4 * Double(inside) / Double(points))])
    }
}
