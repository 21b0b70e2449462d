import AssayCore
import AssayEngine
import AssayStatistics
import AssayTesting
import Testing

@Suite("Chains and panels")
struct CompositeTests {
    private static func tool(
        _ name: String,
        input: Value? = nil,
        output: Value? = nil,
        flags: ToolDescriptor.Flags = .concurrent,
        _ answer: @escaping @Sendable (ToolCall) throws -> Value
    ) -> ScriptedTool {
        ScriptedTool(
            ToolDescriptor(
                name: name,
                defaultOptions: ["of": .string(name)],
                inputSchema: input,
                outputSchema: output,
                flags: flags
            )
        ) { ToolResult(try answer($0), usage: Usage(tokens: 5)) }
    }

    private static let double = tool("double") { ["x": .integer(2 * ($0.request["x"]?.int64 ?? 0))] }
    private static let needsText = tool("text", input: ["properties": ["x": ["type": "string"]]]) { $0.request }

    @Test("The answer of one link is the request of the next, and what they use adds up")
    func chain() async throws {
        let chain = try ChainTool([Self.double, Self.double, Self.double])
        let bundle = try await Fixtures.run(chain, BundleOptions(k: 2, stop: NeverRule()), request: ["x": 3])
        #expect(bundle.summary.consensus == ["x": 24])
        #expect(bundle.usage.tokens == 30)
        #expect(bundle.meta.tool.name == "chain-double-double-double")
    }

    @Test("A link that cannot take the answer before it fails the replicate and says so")
    func misfit() async throws {
        let chain = try ChainTool([Self.double, Self.needsText])
        let bundle = try await Fixtures.run(chain, BundleOptions(k: 1), request: ["x": 3])
        #expect(bundle.failures.first?.failure?.code == .invalidRequest)
        #expect(bundle.failures.first?.failure?.message.hasPrefix("text cannot take the answer before it: /x:") == true)
    }

    @Test("Every link draws from the seed of its replicate and has its own options")
    func seedsAndOptions() async throws {
        let seeds = Self.tool("seeds") { ["seed": Value(seed: $0.seed), "of": $0.options["of"] ?? nil] }
        let chain = try ChainTool([Self.double, seeds])
        let bundle = try await Fixtures.run(chain, BundleOptions(k: 2, stop: NeverRule()), request: ["x": 1])
        #expect(bundle.replicates.map(\.data) == [["seed": 11, "of": "seeds"], ["seed": 23, "of": "seeds"]])
    }

    @Test("A panel hears its members in turn and compares what they say")
    func panel() async throws {
        let yes = Self.tool("yes") { _ in ["answer": "yes"] }
        let no = Self.tool("no") { _ in ["answer": "no"] }
        let panel = try PanelTool([yes, no, yes])
        let bundle = try await Fixtures.run(panel, BundleOptions(k: 6, stop: NeverRule(), maxParallel: 2))
        #expect(bundle.replicates.map(\.model) == ["yes", "no", "yes", "yes", "no", "yes"])
        #expect(bundle.summary.consensus == ["answer": "yes"])
        #expect(bundle.summary.disagreements.first?.classes.map(\.count) == [4, 2])
    }

    @Test("Where members promise different things of seeds, each replicate says what its own member does")
    func seedPromises() async throws {
        func tool(_ name: String, _ promise: BundleMetadata.SeedPromise, says: BundleMetadata.SeedPromise? = nil)
            -> ScriptedTool
        {
            ScriptedTool(ToolDescriptor(name: name, flags: .concurrent, seedPromise: promise)) { _ in
                ToolResult(["x": 1], seedHonoured: says)
            }
        }
        func promises(_ composite: any Tool) async throws -> [BundleMetadata.SeedPromise?] {
            let bundle = try await Fixtures.run(composite, BundleOptions(k: 2, stop: NeverRule()))
            return bundle.replicates.map(\.seedHonoured)
        }
        let (pure, free) = (tool("pure", .guaranteed), tool("free", .ignored))
        let told = tool("told", .ignored, says: .bestEffort)
        #expect(try await promises(try PanelTool([pure, free])) == [.guaranteed, nil])
        #expect(try await promises(try PanelTool([told, pure])) == [.bestEffort, .guaranteed])
        #expect(try await promises(try ChainTool([pure, free])) == [nil, nil])
        #expect(try await promises(try ChainTool([pure, told])) == [.bestEffort, .bestEffort])
    }

    @Test("A composite is another one as soon as a member's file or manifest is")
    func origin() throws {
        func hashes(_ file: String, _ manifest: String) throws -> [String?] {
            let origin = ToolDescriptor.Origin.function(path: "libm.so.6", sha256: file, manifestSHA256: manifest)
            let function = ScriptedTool(ToolDescriptor(name: "pow", origin: origin)) { _ in ToolResult([:]) }
            let composite = try ChainTool([function, Self.double]).descriptor.origin
            return [composite.sha256, composite.manifestSHA256]
        }
        let before = try hashes("aa", "bb")
        #expect(try hashes("aa", "bb") == before)
        #expect(try hashes("ab", "bb") == [hashes("ab", "cc")[0], before[1]])
        #expect(try hashes("aa", "cc")[1] != before[1])
        let plain = try ChainTool([Self.double, Self.double]).descriptor.origin
        #expect(plain.sha256 == nil && plain.manifestSHA256 == nil)
    }

    @Test("A composite promises what all of its parts promise, and has the effects of any")
    func promises() throws {
        let pure = Self.tool("pure", flags: [.deterministic, .idempotent, .concurrent]) { $0.request }
        let writer = Self.tool("writer", flags: [.concurrent, .sideEffects]) { $0.request }
        #expect(try ChainTool([pure, writer]).descriptor.flags == [.concurrent, .sideEffects])
        #expect(try ChainTool([pure, pure]).descriptor.flags == [.deterministic, .idempotent, .concurrent])
        #expect(throws: AssayError.self) { try ChainTool([pure]) }
        #expect(throws: AssayError.self) { try PanelTool([]) }
    }
}
