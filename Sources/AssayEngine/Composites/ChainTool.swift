public import AssayCore

/// Tools run one after the other under one seed: the answer of one is the request of the next.
///
/// A replicate of the chain is the last answer, so the evidence is about the whole chain. What all links use adds up.
/// Options of the caller reach every link, over its own defaults.
public struct ChainTool: Tool {
    /// Named after its links, with the input schema of the first and the output schema of the last.
    public let descriptor: ToolDescriptor
    private let links: [any Tool]

    /// Creates a chain.
    ///
    /// - Throws: ``AssayError/Code/invalidArgument`` for fewer than two links.
    public init(_ links: [any Tool]) throws(AssayError) {
        guard let first = links.first, let last = links.last, links.count > 1 else {
            throw AssayError(.invalidArgument, "a chain needs at least two tools")
        }
        self.links = links
        descriptor = ToolDescriptor(
            composing: links,
            as: .chain,
            input: first.descriptor.inputSchema,
            output: last.descriptor.outputSchema
        )
    }

    /// Runs link after link; the first that fails ends the chain.
    public func execute(_ call: ToolCall) async throws -> ToolResult {
        var request = call.request
        var usage: Usage?
        var promises: [BundleMetadata.SeedPromise] = []
        var isPromiseSaid = false
        for (place, link) in links.enumerated() {
            if call.isCancelled { throw AssayError(.cancelled, "the chain gave up because it was cancelled") }
            try Self.check(request, link.descriptor, isFirst: place == 0)
            let options = link.descriptor.options(merging: call.options.object ?? [:])
            let answer = try await Self.ask(link, call.asking(request, options: options), isFirst: place == 0)
            if let used = answer.usage { usage = (usage ?? Usage()) + used }
            promises.append(answer.seedHonoured ?? link.descriptor.seedPromise)
            isPromiseSaid = isPromiseSaid || answer.seedHonoured != nil
            request = answer.data
        }
        return ToolResult(request, usage: usage, seedHonoured: isPromiseSaid ? .weakest(of: promises) : nil)
    }

    /// A link that could not be reached is no reason to believe that those before it have done nothing.
    private static func ask(_ link: any Tool, _ call: ToolCall, isFirst: Bool) async throws -> ToolResult {
        do {
            return try await link.execute(call)
        } catch let error as AssayError where !isFirst {
            throw error.afterBeginning
        }
    }

    /// The engine has checked the first request; what a link hands on is checked here.
    private static func check(_ request: Value, _ descriptor: ToolDescriptor, isFirst: Bool) throws(AssayError) {
        guard !isFirst, let schema = descriptor.inputSchema else { return }
        guard let violation = try Schema(schema).validate(request).first else { return }
        let place = violation.instanceLocation.isEmpty ? "the answer before it" : violation.instanceLocation
        throw AssayError(
            .invalidRequest,
            "\(descriptor.name) cannot take the answer before it: \(place): \(violation.message)"
        )
    }
}

extension ToolDescriptor {
    /// What can be said of several tools as one: they promise what all of them promise.
    init(composing tools: [any Tool], as kind: ToolComposition.Kind, input: Value?, output: Value?) {
        let descriptors = tools.map(\.descriptor)
        let flags = descriptors.map(\.flags)
        let promises: Flags = [.deterministic, .idempotent, .concurrent]
        let effects: Flags = flags.contains { $0.contains(.sideEffects) } ? .sideEffects : []
        self.init(
            name: String("\(kind.rawValue)-\(descriptors.map(\.name).joined(separator: "-"))".prefix(64)),
            version: descriptors.map(\.version).joined(separator: "+"),
            description: "\(kind.rawValue) of \(descriptors.map(\.name).joined(separator: ", "))",
            inputSchema: input,
            outputSchema: output,
            flags: flags.reduce(promises) { $0.intersection($1) }.union(effects),
            seedPromise: .weakest(of: descriptors.map(\.seedPromise)),
            origin: .composite(
                ToolComposition(
                    kind,
                    of: descriptors.map {
                        ToolComposition.Member(
                            name: $0.name,
                            version: $0.version,
                            sha256: $0.origin.sha256,
                            manifestSHA256: $0.origin.manifestSHA256
                        )
                    }
                )
            )
        )
    }
}
