internal import AssayCore

extension ToolRule {
    /// What a tool does with requests it cannot answer: it says so, and goes on.
    static let requests: [ToolRule] = [
        ToolRule("a request that breaks the input schema is survived") { trial in
            let bad = OddRequests.breaking(trial.tool.descriptor.inputSchema, near: trial.request)
            guard !bad.isEmpty else { return .notApplicable("every object meets the input schema") }
            return await survives(bad, trial)
        },
        ToolRule("an empty request is survived") { await survives([("without members", [:])], $0) },
        ToolRule("a request of 1 MiB is survived") { await survives(OddRequests.large($0.request), $0) },
        ToolRule("deep nesting is survived") { await survives(OddRequests.deep($0.request), $0) },
        ToolRule("any Unicode text is survived") { await survives(OddRequests.unicode($0.request), $0) },
        .ofAnswer("after an error the next call is answered as before") { trial, answer in
            _ = await trial.call([:])
            let reply = await trial.call()
            if let failure = reply.failure { return .failed("after a bad request: \(failure)") }
            return reply.result == .success(answer)
                ? .passed
                : .failed("after a bad request the sample request gets another answer; keep no state between calls")
        },
    ]

    private static func survives(
        _ requests: [(what: String, request: Value)],
        _ trial: ToolTrial
    ) async -> ConformanceCheck.Finding {
        for (what, request) in requests {
            guard let breakdown = await trial.call(request).breakdown else { continue }
            return .failed("a request \(what): \(breakdown); call set_error and return non-zero")
        }
        return .passed
    }
}

/// Requests no tool expects.
enum OddRequests {
    private static let wrong: [Value] = [nil, true, -1, 1e300, "", [], [:]]

    /// Requests that break a schema in one member.
    static func breaking(_ schema: Value?, near request: Value) -> [(what: String, request: Value)] {
        guard let schema, let rules = try? Schema(schema), let members = request.object else { return [] }
        var found: [(String, Value)] = []
        for key in members.keys {
            var lacking = members
            lacking[key] = Value?.none
            let variants = wrong.map { ("with \($0.typeName) in \(key)", Value.object(members.setting(key, $0))) }
            found += (variants + [("without \(key)", Value.object(lacking))]).filter { !rules.validate($0.1).isEmpty }
        }
        let stranger = Value.object(members.setting("assay_unknown", 1))
        if !rules.validate(stranger).isEmpty { found.append(("with an unknown member", stranger)) }
        return found
    }

    static func large(_ request: Value) -> [(what: String, request: Value)] {
        let text = Value.string(String(repeating: "x", count: 1 << 20))
        return [
            ("of 1 MiB", adding(text, to: request)), ("of 1 MiB in each text", replacingTexts(of: request, by: text)),
        ]
    }

    static func deep(_ request: Value) -> [(what: String, request: Value)] {
        var nested: Value = []
        for _ in 0..<100 { nested = [nested] }
        return [("nested 100 levels deep", adding(nested, to: request))]
    }

    static func unicode(_ request: Value) -> [(what: String, request: Value)] {
        let texts = [
            "\u{0}", "é e\u{301}", "\u{202E}\u{2066}", "👩‍👩‍👧‍👦", "\u{10FFFF}\u{FFFD}", "\u{FEFF}\u{2028}", "\\\"\u{1}\u{1F}",
        ]
        return texts.map { ("with odd text", adding(.string($0), to: replacingTexts(of: request, by: .string($0)))) }
    }

    private static func adding(_ value: Value, to request: Value) -> Value {
        .object((request.object ?? [:]).setting("assay_unknown", value))
    }

    private static func replacingTexts(of request: Value, by text: Value) -> Value {
        var members = request.object ?? [:]
        for (key, value) in members where value.string != nil { members[key] = text }
        return .object(members)
    }
}

extension Object {
    fileprivate func setting(_ key: String, _ value: Value) -> Object {
        var members = self
        members[key] = value
        return members
    }
}
