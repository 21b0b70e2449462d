import AssayModels

/// Models for tests.
enum SampleModels {
    /// A model that can do everything; `strong` counts from 0 to 100.
    static func model(
        _ id: String,
        provider: String = "alpha",
        strong: Double? = 80,
        price: ModelPrice? = ModelPrice(input: 1, output: 4),
        speed: Double? = 5,
        context: Int? = 100_000,
        features: Set<ModelFeature> = Set(ModelFeature.allCases)
    ) -> ModelRecord {
        ModelRecord(
            id: id,
            provider: provider,
            contextWindow: context,
            maxOutputTokens: 1000,
            price: price,
            scores: ModelScores(reasoning: strong, coding: strong, speed: speed),
            features: features
        )
    }

    static func registry(_ models: [ModelRecord]) throws -> ModelRegistry {
        let registry = ModelRegistry()
        for model in models { try registry.registerModel(model) }
        return registry
    }
}
