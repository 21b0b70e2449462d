public import AssayCore

extension ModelRegistry {
    /// The model that fits best, found as ``ModelRouter`` does.
    ///
    /// Nothing is remembered between two calls, so a history that changed is seen. ``RoutingStrategy/ucb`` needs one: it
    /// goes by what the models did, and would else choose the same model for ever.
    ///
    /// - Throws: ``AssayError/Code/unknownModel`` when none fits, with the reasons, and
    ///   ``AssayCore/AssayError/Code/invalidArgument`` for ``RoutingStrategy/ucb`` without a history.
    public func selectModel(
        _ requirements: ModelRequirements,
        strategy: RoutingStrategy = .balanced,
        history: (any ModelHistory)? = nil
    ) async throws -> ModelRecord {
        guard strategy != .ucb || history != nil else {
            throw AssayError(.invalidArgument, "the strategy ucb learns from what models did: give it their history")
        }
        let router = ModelRouter(registry: self, history: history ?? InMemoryModelHistory())
        return try await router.route("", requirements: requirements, strategy: strategy).chosen
    }
}
