public import AssayCore

extension ModelRegistry {
    /// The model that fits best, found as ``ModelRouter`` does.
    ///
    /// Nothing is remembered between two calls, so a history that changed is seen.
    ///
    /// - Throws: ``AssayError/Code/unknownModel`` when none fits, with the reasons.
    public func selectModel(
        _ requirements: ModelRequirements,
        strategy: RoutingStrategy = .balanced,
        history: any ModelHistory = InMemoryModelHistory()
    ) async throws -> ModelRecord {
        let router = ModelRouter(registry: self, history: history)
        return try await router.route("", requirements: requirements, strategy: strategy).chosen
    }
}
