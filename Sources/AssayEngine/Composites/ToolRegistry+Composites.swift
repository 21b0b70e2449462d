public import AssayCore

extension ToolRegistry {
    /// The tool that made a bundle; a chain or a panel is put together again from its parts.
    ///
    /// - Throws: ``AssayError/Code/unknownTool`` naming what is not registered.
    public func tool(for identity: BundleMetadata.ToolIdentity) throws(AssayError) -> any Tool {
        guard let composition = identity.composition else { return try tool(named: identity.name) }
        return try composite(composition.kind, of: composition.members.map(\.name))
    }

    /// The tool or tools of a plan, as one.
    ///
    /// - Throws: ``AssayError/Code/unknownTool`` naming what is not registered, ``AssayError/Code/invalidArgument`` for a
    ///   strategy that cannot be run.
    public func tool(for plan: PlanDecision) throws(AssayError) -> any Tool {
        switch plan.strategy {
        case .single: return try tool(named: plan.tool)
        case .chain: return try composite(.chain, of: [plan.tool] + plan.following)
        case .parallel: return try composite(.panel, of: [plan.tool] + plan.following)
        case .conditional:
            throw AssayError(.invalidArgument, "the strategy conditional cannot be run: use single, chain or parallel")
        }
    }

    private func composite(_ kind: ToolComposition.Kind, of names: [String]) throws(AssayError) -> any Tool {
        var parts: [any Tool] = []
        for name in names { parts.append(try tool(named: name)) }
        switch kind {
        case .chain: return try ChainTool(parts)
        case .panel: return try PanelTool(parts)
        }
    }
}
