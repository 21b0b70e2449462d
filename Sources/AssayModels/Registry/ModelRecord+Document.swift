public import AssayCore

extension ModelRecord {
    /// As an object, with `null` for what is unknown.
    public var document: Value {
        [
            "id": .string(id), "provider": .string(provider), "wire_name": .string(wireName),
            "aliases": .array(aliases.map(Value.string)),
            "capabilities": .array(capabilities.sorted().map(Value.string)),
            "features": .array(features.map(\.rawValue).sorted().map(Value.string)),
            "context_window": .orNull(contextWindow.map(Int64.init)),
            "max_output_tokens": .orNull(maxOutputTokens.map(Int64.init)),
            "price_per_million_usd": .orNull(price?.document), "scores": scores.document,
            "task_scores": .object(
                TaskType.allCases.reduce(into: Object()) { $0[$1.rawValue] = .orNull(score(for: $1)) }
            ),
            "performance": performance.document, "parameters_billion": .orNull(parametersBillion),
            "maturity": .string(maturity.rawValue), "local": .bool(isLocal), "source": .orNull(source),
            "noted_on": .orNull(notedOn),
        ]
    }
}

extension ModelPrice {
    /// As an object, in US dollars per million tokens.
    public var document: Value {
        [
            "input": .orNull(input), "output": .orNull(output), "cached_input": .orNull(cachedInput),
            "cache_write": .orNull(cacheWrite), "blended": .orNull(blended),
        ]
    }
}

extension ModelScores {
    fileprivate var document: Value {
        ["reasoning": .orNull(reasoning), "coding": .orNull(coding), "speed": .orNull(speed)]
    }
}

extension ModelPerformance {
    fileprivate var document: Value {
        [
            "latency_ms": .orNull(latencyMS), "tokens_per_second": .orNull(tokensPerSecond),
            "accuracy": .orNull(accuracy),
        ]
    }
}

extension WireSupport {
    /// What a model takes, as an object.
    public var document: Value {
        [
            "seed": .bool(seed), "temperature": .bool(temperature),
            "max_temperature": .orNull(temperature ? highestTemperature : nil), "top_p": .bool(topP),
            "temperature_or_top_p": .bool(isTemperatureOrTopP), "stop": .bool(stop),
            "reasoning_efforts": .orNull(reasoningEfforts.map { .array($0.sorted().map(Value.string)) }),
            "answer_schema": .bool(answerSchema), "output_limit": .string(outputLimitName.rawValue),
        ]
    }
}
