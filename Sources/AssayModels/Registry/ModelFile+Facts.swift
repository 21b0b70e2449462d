import AssayCore
import AssayYAML

extension ModelFile {
    static func price(_ node: YAMLNode) throws(AssayError) -> ModelPrice? {
        let thousand = try node.present("cost_per_1k_tokens")
        guard let price = try node.present("price") else {
            return try thousand.map { node throws(AssayError) in ModelPrice(perThousand: try node.double(in: 0...1e6)) }
        }
        if let thousand { throw thousand.failure("must not stand beside price") }
        try price.refuseUnknownKeys(known: ["input", "output", "cached_input", "cache_write"])
        return ModelPrice(
            input: try price.member("input").double(in: 0...1e6),
            output: try price.member("output").double(in: 0...1e6),
            cachedInput: try price.present("cached_input")?.double(in: 0...1e6),
            cacheWrite: try price.present("cache_write")?.double(in: 0...1e6)
        )
    }

    static func scores(_ node: YAMLNode) throws(AssayError) -> ModelScores {
        guard let scores = try node.present("scores") else { return ModelScores() }
        try scores.refuseUnknownKeys(known: ["reasoning", "coding", "speed"])
        return ModelScores(
            reasoning: try scores.present("reasoning")?.double(in: 0...100),
            coding: try scores.present("coding")?.double(in: 0...100),
            speed: try scores.present("speed")?.double(in: 0...10)
        )
    }

    static func features(_ node: YAMLNode) throws(AssayError) -> Set<ModelFeature> {
        let keys: [(String, ModelFeature)] = [
            ("supports_vision", .vision), ("supports_audio", .audio), ("supports_function_calling", .functions),
            ("supports_structured_output", .structuredOutput),
        ]
        var features: Set<ModelFeature> = []
        for (key, feature) in keys where try node.present(key)?.bool() ?? false { features.insert(feature) }
        return features
    }

    static func performance(_ node: YAMLNode) throws(AssayError) -> ModelPerformance {
        guard let node = try node.present("performance") else { return ModelPerformance() }
        try node.refuseUnknownKeys(known: ["latency_ms", "tokens_per_second", "accuracy"])
        return ModelPerformance(
            latencyMS: try node.present("latency_ms")?.double(in: 0...1e9),
            tokensPerSecond: try node.present("tokens_per_second")?.double(in: 0...1e9),
            accuracy: try node.present("accuracy")?.double(in: 0...1)
        )
    }

    static func wire(_ node: YAMLNode) throws(AssayError) -> WireFacts {
        var facts = WireFacts()
        // A model that is said to know no schemas would refuse one; of others nobody knows.
        if let holds = try node.present("supports_structured_output")?.bool(), !holds { facts.answerSchema = false }
        if let sees = try node.present("supports_vision")?.bool() {
            if !sees { facts.vision = false }
        } else {
            facts.isVisionUnknown = try node.member(ifPresent: "supports_vision") != nil
        }
        guard let node = try node.present("wire") else { return facts }
        try node.refuseUnknownKeys(known: [
            "seed", "temperature", "max_temperature", "top_p", "temperature_or_top_p", "stop", "reasoning_efforts",
            "stream_usage", "output_limit",
        ])
        facts.seed = try node.present("seed")?.bool()
        facts.temperature = try node.present("temperature")?.bool()
        facts.highestTemperature = try node.present("max_temperature")?.double(in: 0...2)
        facts.topP = try node.present("top_p")?.bool()
        facts.isTemperatureOrTopP = try node.present("temperature_or_top_p")?.bool()
        facts.stop = try node.present("stop")?.bool()
        facts.reasoningEfforts = try node.present("reasoning_efforts").map { node throws(AssayError) in
            Set(try node.strings())
        }
        facts.streamUsage = try node.present("stream_usage")?.bool()
        facts.outputLimitName = try node.present("output_limit").map { node throws(AssayError) in
            try node.choice(of: WireSupport.OutputLimitName.self)
        }
        return facts
    }
}

extension YAMLNode {
    /// The member of that name, or `nil` when there is none or it is `null`, which says that the fact is unknown.
    func present(_ key: String) throws(AssayError) -> YAMLNode? {
        guard let node = try member(ifPresent: key) else { return nil }
        if case .scalar(.null) = node.content { return nil }
        return node
    }

    /// One of the names a type has.
    func choice<Choice: RawRepresentable & CaseIterable>(of type: Choice.Type) throws(AssayError) -> Choice
    where Choice.RawValue == String {
        if let choice = Choice(rawValue: try string()) { return choice }
        throw failure("must be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
    }
}
