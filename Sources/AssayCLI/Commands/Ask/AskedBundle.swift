import Assay
import Foundation

extension EvidenceBundle {
    /// Whether models answered, and no plugin of that name.
    var isOfModels: Bool {
        meta.tool.name == "ask" && meta.tool.composition == nil && execution.toolSHA256 == nil
    }
}

extension AssayClient {
    /// Makes the tool of a bundle available again: the models that were asked, or the plugins there are.
    ///
    /// The result is `nil` where a plugin answered. A command that learns adds what the models do to its store.
    func load(
        for bundle: EvidenceBundle,
        _ arguments: ParsedArguments,
        _ terminal: Terminal,
        learns: Bool = false
    ) async throws -> AskedModels? {
        guard bundle.isOfModels else {
            if let flag = (Flag.askingAgain + [.cache, .cacheTTL]).first(where: arguments.has) {
                let maker = Terminal.clean(bundle.meta.tool.name)
                throw UsageError("--\(flag.name) belongs to bundles of assay ask; this one is of \(maker)")
            }
            _ = try await load(arguments, terminal)
            return nil
        }
        let names = try bundle.modelNames()
        try bundle.checkServer(names, arguments)
        let asked = try await AskedModels(names, arguments, madeAt: bundle.execution.server, learns: learns)
        try registerTool(asked.tool(of: bundle.meta))
        return asked
    }
}

extension EvidenceBundle {
    /// The models that were asked, in turn.
    fileprivate func modelNames() throws -> [AskedName] {
        let names = meta.toolOptions["models"]?.array?.compactMap(\.string) ?? []
        guard !names.isEmpty else {
            throw AssayError(.invalidBundle, "the bundle does not say which models were asked: it has no option models")
        }
        return try names.map { name in
            do throws(AssayError) {
                return try KnownProvider.parse(name)
            } catch {
                throw AssayError(.invalidBundle, "the bundle names a model that cannot be asked: \(error.message)")
            }
        }
    }

    /// A key is sent to no address that only a file names, and neither flag nor environment.
    fileprivate func checkServer(_ names: [AskedName], _ arguments: ParsedArguments) throws {
        guard let server = execution.server, !arguments.has(.baseURL), !arguments.has(.replay) else { return }
        let environment = ProcessInfo.processInfo.environment
        guard AskedModels.server(of: names, in: environment) != server else { return }
        throw UsageError(
            "the models were asked at \(Terminal.clean(server)): name that address again with --base-url URL or, of several "
                + "providers, in the environment, or a recording with --replay FILE"
        )
    }
}

extension AskedModels {
    /// The tool that made a bundle; its options are those of the bundle.
    fileprivate func tool(of meta: BundleMetadata) throws -> ModelTool {
        let plain = try ModelTool(models, sampling: ModelSampling(), history: history)
        guard let schema = meta.outputSchema, schema != plain.descriptor.outputSchema else { return plain }
        return try ModelTool(models, answerSchema: schema, sampling: ModelSampling(), history: history)
    }
}
