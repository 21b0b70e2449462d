public import AssayCore
internal import AssayYAML

/// What people decided about models, which counts more than any score.
///
/// ```yaml
/// preferred:
///   code_generation: [claude-sonnet-4-5, gpt-5]
/// blocked: [gpt-4-turbo]
/// fallback_chains:
///   code_generation: [gpt-5, gpt-5-mini]
///   default: [gpt-5-mini]
/// ```
public struct RoutingGuide: Sendable, Hashable {
    /// The models to ask for a kind of task, best first, by id.
    public var preferred: [TaskType: [String]]
    /// The models never to ask, by id.
    public var blocked: Set<String>
    /// The models to ask when one failed, in order, by id.
    public var chains: [TaskType: [String]]
    /// The chain for kinds of task without one.
    public var defaultChain: [String]

    /// Creates a guide.
    public init(
        preferred: [TaskType: [String]] = [:],
        blocked: Set<String> = [],
        chains: [TaskType: [String]] = [:],
        defaultChain: [String] = []
    ) {
        self.preferred = preferred
        self.blocked = blocked
        self.chains = chains
        self.defaultChain = defaultChain
    }

    /// The declared chain for a kind of task; empty when none is declared.
    public func chain(for task: TaskType) -> [String] { chains[task] ?? defaultChain }
}

extension RoutingGuide {
    /// Reads a guide.
    ///
    /// - Parameters:
    ///   - text: The file's text, YAML or JSON.
    ///   - file: Its name, for errors.
    ///   - registry: The models it may name, by id, alias or wire name.
    /// - Throws: ``AssayError`` with file, line, column and path: ``AssayError/Code/invalidDocument`` for an unknown key or
    ///   task, ``AssayError/Code/unknownModel`` for a model the registry does not have.
    public init(_ text: String, file: String, registry: ModelRegistry) throws(AssayError) {
        self.init()
        let root = try YAMLDocument(text, file: file).root
        try root.refuseUnknownKeys(known: ["preferred", "blocked", "fallback_chains"])
        for member in try root.present("preferred")?.members() ?? [] {
            preferred[try Self.task(member)] = try Self.ids(member.node, registry)
        }
        blocked = Set(try root.present("blocked").map { node throws(AssayError) in try Self.ids(node, registry) } ?? [])
        for member in try root.present("fallback_chains")?.members() ?? [] {
            let ids = try Self.ids(member.node, registry)
            if member.key == "default" { defaultChain = ids } else { chains[try Self.task(member)] = ids }
        }
    }

    private static func task(_ member: YAMLNode.Member) throws(AssayError) -> TaskType {
        if let task = TaskType(rawValue: member.key) { return task }
        let names = TaskType.allCases.map(\.rawValue).joined(separator: ", ")
        throw member.node.failure("is for no kind of task; these are \(names)", at: member.keyPosition)
    }

    private static func ids(_ node: YAMLNode, _ registry: ModelRegistry) throws(AssayError) -> [String] {
        var ids: [String] = []
        for element in try node.elements() {
            let name = try element.string()
            do throws(AssayError) {
                ids.append(try registry.model(named: name).id)
            } catch {
                throw element.failure("names a model: \(error.message)", code: error.code)
            }
        }
        return ids
    }
}
