public import AssayCore

/// Checks that a tool keeps the rules every engine relies on.
///
/// Use it in the tests of a tool: `let problems = await ToolConformance.check(MyTool(), request: [...])`, and expect none.
/// ``examine(_:request:options:)`` goes further, and is meant for tools that run in worker processes: it asks for what a
/// tool must survive.
public enum ToolConformance {
    /// Runs the checks of descriptor and answers.
    ///
    /// - Parameters:
    ///   - tool: What is checked.
    ///   - request: A request the tool can answer.
    /// - Returns: what is wrong, one sentence each; empty for a conforming tool.
    public static func check(_ tool: any Tool, request: Value) async -> [String] {
        let trial = await ToolTrial(tool, request: request, isDerived: false, options: ConformanceOptions())
        var checks = [descriptorCheck(tool)]
        for rule in ToolRule.answers { checks.append(await examine(rule, trial)) }
        return checks.compactMap { check in
            if case .failed(let problem) = check.finding { "\(check.name): \(problem)" } else { nil }
        }
    }

    /// Runs every check; blocks as the tool's calls do.
    ///
    /// - Parameters:
    ///   - tool: What is checked. In this process its breakdowns are the caller's: see ``IsolatedTool``.
    ///   - request: A request the tool can answer; `nil` makes one from the input schema, where that is possible.
    ///   - options: How thoroughly.
    /// - Returns: what each check found, in order.
    public static func examine(
        _ tool: any Tool,
        request: Value? = nil,
        options: ConformanceOptions = ConformanceOptions()
    ) async -> [ConformanceCheck] {
        let descriptor = descriptorCheck(tool)
        let sample: Value
        do throws(AssayError) {
            if let request {
                sample = request
            } else {
                sample = try SampleRequest(schema: tool.descriptor.inputSchema).value
            }
            try meetsSchema(sample, of: tool)
        } catch {
            return [descriptor, ConformanceCheck(name: "there is a sample request", finding: .failed(error.message))]
        }
        let trial = await ToolTrial(tool, request: sample, isDerived: request == nil, options: options)
        var checks = [descriptor]
        for rule in ToolRule.all { checks.append(await examine(rule, trial)) }
        return checks
    }

    private static func examine(_ rule: ToolRule, _ trial: ToolTrial) async -> ConformanceCheck {
        ConformanceCheck(name: rule.name, finding: await rule.check(trial))
    }

    private static func descriptorCheck(_ tool: any Tool) -> ConformanceCheck {
        let name = "the tool describes itself"
        do throws(AssayError) {
            try tool.descriptor.validate()
        } catch {
            return ConformanceCheck(name: name, finding: .failed(error.message))
        }
        guard tool.descriptor == tool.descriptor else {
            return ConformanceCheck(name: name, finding: .failed("the descriptor changes between two readings"))
        }
        let hint =
            tool.descriptor.description.isEmpty ? "it has no description, by which people and planners find it" : nil
        return ConformanceCheck(name: name, finding: .passed(hint))
    }

    private static func meetsSchema(_ request: Value, of tool: any Tool) throws(AssayError) {
        guard request.object != nil else { throw AssayError(.invalidRequest, "the request must be a JSON object") }
        guard let schema = tool.descriptor.inputSchema else { return }
        guard let violation = try Schema(schema).validate(request).first else { return }
        throw AssayError(.invalidRequest, "the request breaks the input schema: \(violation)")
    }
}
