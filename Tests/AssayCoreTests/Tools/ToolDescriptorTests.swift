import AssayCore
import Testing

@Suite("Tool descriptors")
struct ToolDescriptorTests {
    private func refusal(_ descriptor: ToolDescriptor) -> AssayError? {
        #expect(throws: AssayError.self) { try descriptor.validate() }
    }

    @Test("A bare name makes a descriptor with the defaults of the original SDK (S3-19)")
    func defaults() throws {
        let descriptor = ToolDescriptor(name: "kmeans")
        try descriptor.validate()
        #expect(descriptor.version == "1.0.0")
        #expect(descriptor.description.isEmpty)
        #expect(descriptor.defaultOptions.isEmpty)
        #expect(descriptor.origin == .builtIn)
        #expect(descriptor.flags.isEmpty)
    }

    @Test("A legal name", arguments: ["a", "_", "k-means", "K2_x-9", String(repeating: "a", count: 64)])
    func legalName(name: String) {
        #expect(ToolDescriptor.isLegal(name: name))
        #expect(throws: Never.self) { try ToolDescriptor(name: name).validate() }
    }

    @Test(
        "An illegal name",
        arguments: [
            "", "1a", "-a", "a b", "a.b", "a/b", "é", "aé", "a\n", "a\u{0}", String(repeating: "a", count: 65), "工具",
        ]
    )
    func illegalName(name: String) {
        #expect(!ToolDescriptor.isLegal(name: name))
        #expect(refusal(ToolDescriptor(name: name))?.code == .invalidArgument)
    }

    @Test(
        "A declared maximum that makes no sense is refused",
        arguments: [
            Usage(tokens: -1), Usage(timeMS: -1), Usage(costUSD: -0.5), Usage(costUSD: .nan), Usage(costUSD: .infinity),
        ]
    )
    func maximumUsage(usage: Usage) {
        let error = refusal(ToolDescriptor(name: "t", maximumUsage: usage))
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains("maximum usage of t") == true)
    }

    @Test("A declared maximum of nothing at all is one")
    func zeroUsage() {
        let descriptor = ToolDescriptor(name: "t", maximumUsage: Usage(tokens: 0, costUSD: 0, timeMS: 0))
        #expect(throws: Never.self) { try descriptor.validate() }
    }

    @Test("A schema with a bad annotation is refused, and the message says which one")
    func annotations() {
        let bad: Value = ["properties": ["x": ["x-assay": ["role": "no"]]]]
        let output = refusal(ToolDescriptor(name: "t", outputSchema: bad))
        #expect(output?.code == .invalidSchema)
        #expect(output?.message.hasPrefix("output schema of t") == true)
        #expect(refusal(ToolDescriptor(name: "t", inputSchema: bad))?.message.hasPrefix("input schema of t") == true)
    }

    @Test(
        "A schema that is none is refused",
        arguments: [1, "object", [], ["type": "number", "minimum": "low"]] as [Value]
    )
    func badSchema(schema: Value) {
        #expect(refusal(ToolDescriptor(name: "t", outputSchema: schema))?.code == .invalidSchema)
        #expect(refusal(ToolDescriptor(name: "t", inputSchema: schema))?.code == .invalidSchema)
    }

    @Test("Flags have the bits of the plugin interface and names")
    func flags() {
        let all: ToolDescriptor.Flags = [.deterministic, .idempotent, .concurrent, .sideEffects]
        #expect(all.rawValue == 15)
        #expect(all.names == ["deterministic", "idempotent", "concurrent", "side_effects"])
        #expect(ToolDescriptor.Flags(rawValue: 16).names.isEmpty)
        #expect(ToolDescriptor.Flags.concurrent.rawValue == 4)
    }

    @Test("A tool supports bundles unless its calls have side effects (S3-2)")
    func supportsBundle() {
        #expect(ToolDescriptor(name: "t").supportsBundle)
        #expect(ToolDescriptor(name: "t", flags: [.deterministic, .idempotent]).supportsBundle)
        #expect(!ToolDescriptor(name: "t", flags: [.sideEffects, .idempotent]).supportsBundle)
    }

    @Test("The caller's options win over the tool's, key by key")
    func options() {
        let descriptor = ToolDescriptor(name: "t", defaultOptions: ["a": 1, "b": ["c": 1]])
        #expect(descriptor.options(merging: [:]) == ["a": 1, "b": ["c": 1]])
        #expect(descriptor.options(merging: ["b": 2, "d": .null]) == ["a": 1, "b": 2, "d": .null])
    }
}
