import Assay

/// Everything that is known of one model, for people or programs.
struct ModelDetail {
    let model: ModelRecord
    let availability: ModelAvailability

    /// The wire format of its provider, where that is one Assay knows.
    private var kind: ProviderKind? { KnownProvider.all.first { $0.registryName == model.provider }?.kind }

    var document: Value {
        var object = model.document.object ?? [:]
        object["availability"] = .string(availability.name)
        object["unavailable_because"] = .orNull(availability.reason)
        object["takes"] = .orNull(kind.map { model.wireSupport(for: $0).document })
        return .object(object)
    }

    var text: String {
        let can = model.features.map(\.rawValue).sorted()
        var rows: [[String]] = [
            ["model", model.id], ["provider", model.provider], ["wire name", model.wireName],
            ["aliases", Self.list(model.aliases)], ["context", Self.tokens(model.contextWindow)],
            ["most output", Self.tokens(model.maxOutputTokens)], ["price", price], ["can", Self.list(can)],
            ["described by", Self.list(model.capabilities.sorted())],
        ]
        rows += scores + performance
        rows.append(["maturity", model.maturity.rawValue + (model.isLocal ? ", runs locally" : "")])
        if let kind { rows.append(["takes", Self.settings(model.wireSupport(for: kind))]) }
        if availability != .unknown { rows.append(["now", availability.reason ?? availability.name]) }
        rows.append(["source", model.source ?? "unknown"])
        rows.append(["noted on", model.notedOn ?? "unknown"])
        return ColumnTable(rows).text
    }

    private static func tokens(_ count: Int?) -> String { count.map { "\($0) tokens" } ?? "unknown" }

    private static func list(_ words: [String]) -> String { words.isEmpty ? "none" : words.joined(separator: ", ") }

    private var price: String {
        guard let price = model.price else { return "unknown" }
        let parts = [
            "\(Double?.some(price.input).plain) in", "\(Double?.some(price.output).plain) out",
            "\(price.cachedInput.plain) cached in", "\(price.cacheWrite.plain) written to the cache",
        ]
        return parts.joined(separator: ", ") + " (US dollars per million tokens)"
    }

    private var scores: [[String]] {
        let tasks = TaskType.allCases.map { "\($0.rawValue) \(model.score(for: $0).rounded)" }
        return [
            [
                "scores",
                "reasoning \(model.scores.reasoning.plain), coding \(model.scores.coding.plain) of 100, "
                    + "speed \(model.scores.speed.plain) of 10",
            ],
            ["at tasks", tasks.joined(separator: ", ")],
        ]
    }

    private var performance: [[String]] {
        let measured = model.performance
        guard measured != ModelPerformance() else { return [] }
        let parts = [
            measured.latencyMS.map { "\(Double?.some($0).plain) ms an answer" },
            measured.tokensPerSecond.map { "\(Double?.some($0).plain) tokens per second" },
            measured.accuracy.map { "right in \(Double?.some($0 * 100).rounded) %" },
        ]
        return [["performance", parts.compactMap(\.self).joined(separator: ", ")]]
    }

    private static func settings(_ support: WireSupport) -> String {
        let switches: [(String, Bool)] = [
            ("seed", support.seed), ("temperature", support.temperature), ("top_p", support.topP),
            ("stop texts", support.stop), ("an answer schema", support.answerSchema),
        ]
        let taken = switches.filter(\.1).map(\.0)
        let refused = switches.filter { !$0.1 }.map(\.0)
        let efforts =
            switch support.reasoningEfforts {
            case nil: "reasoning effort as the provider judges"
            case .some(let efforts) where efforts.isEmpty: "no reasoning effort"
            case .some(let efforts): "reasoning effort \(efforts.sorted().joined(separator: ", "))"
            }
        let refusals = refused.isEmpty ? "" : "; not \(refused.joined(separator: ", "))"
        return list(taken) + refusals + "; " + efforts + "; limit as \(support.outputLimitName.rawValue)"
    }
}

extension Double? {
    /// The number to one digit after the point, or that it is unknown.
    fileprivate var rounded: String { map { ($0 * 10).rounded() / 10 }.plain }
}
