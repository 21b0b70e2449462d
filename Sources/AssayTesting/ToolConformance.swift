public import AssayCore

/// Checks that a tool keeps the rules every engine relies on.
///
/// Use it in the tests of a tool: `let problems = await ToolConformance.check(MyTool(), request: [...])`, and expect none.
public enum ToolConformance {
    /// Runs the checks.
    ///
    /// - Parameters:
    ///   - tool: What is checked.
    ///   - request: A request the tool can answer.
    /// - Returns: what is wrong, one sentence each; empty for a conforming tool.
    public static func check(_ tool: any Tool, request: Value) async -> [String] {
        var problems: [String] = []
        do throws(AssayError) {
            try tool.descriptor.validate()
        } catch {
            problems.append("descriptor: \(error.message)")
        }
        if tool.descriptor != tool.descriptor { problems.append("descriptor: it changes between two readings") }
        problems += await answers(of: tool, to: request)
        return problems
    }

    private static func answers(of tool: any Tool, to request: Value) async -> [String] {
        let options = Value.object(tool.descriptor.defaultOptions)
        var problems: [String] = []
        for seed in [11, 23] as [UInt64] {
            do {
                let first = try await tool.execute(ToolCall(request: request, options: options, seed: seed))
                let second = try await tool.execute(
                    ToolCall(request: request, options: options, seed: seed, replicate: 5)
                )
                if first.data != second.data { problems.append("seed \(seed): two calls under one seed differ") }
                guard let schema = tool.descriptor.outputSchema else { continue }
                for violation in try Schema(schema).validate(first.data) {
                    problems.append("seed \(seed): output at \(violation.instanceLocation): \(violation.message)")
                }
            } catch {
                problems.append("seed \(seed): the call failed: \(error)")
            }
        }
        return problems
    }
}
