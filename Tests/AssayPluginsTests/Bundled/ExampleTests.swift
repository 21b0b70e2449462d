import AssayCore
import AssayPlugins
import Testing

@Suite("The examples")
struct ExampleTests {
    @Test("The plain C example compiles with the command it names, loads, and tosses its coin under the seed")
    func coin() async throws {
        let folder = try Folder()
        let library = folder.file("libcoin.so")
        try Shell.run([
            "cc", "-std=c99", "-Wall", "-Wextra", "-pedantic", "-Werror", "-shared", "-fPIC",
            "-I\(Package.path("Sources/CAssayPlugin/include"))", "-o", library, Package.path("Examples/Plugins/coin.c"),
        ])
        try Folder.setMode(0o755, library)
        let tool = try #require(try PluginLoader.load(path: library).first)
        var heads = 0
        for seed in 0..<1_000 where try await tool.answer(["bias": 0.7], seed: UInt64(seed)) == ["side": "heads"] {
            heads += 1
        }
        #expect(abs(heads - 700) < 60)
        #expect(try await tool.answer(["bias": 0]) == ["side": "tails"])
        #expect(try await tool.answer(["bias": 1]) == ["side": "heads"])
    }

    @Test(
        "Every bundled tool takes its example request and keeps to its schemas",
        arguments: [
            ("kmeans", "kmeans"), ("bootstrap", "bootstrap"), ("bootstrap-regression", "bootstrap"),
            ("annealing", "annealing"),
        ]
    )
    func requests(name: String, product: String) async throws {
        let tool = try BundledPlugin.tool(name, of: product)
        let request = try BundledPlugin.request(name)
        let input = try Schema(try #require(tool.descriptor.inputSchema))
        let output = try Schema(try #require(tool.descriptor.outputSchema))
        #expect(input.validate(request).isEmpty)
        #expect(!input.validate(request.with("unknown", 1)).isEmpty)
        #expect(!input.validate(request.with("csv", nil)).isEmpty)
        let answer = try await tool.answer(request, seed: 42)
        #expect(output.validate(answer).isEmpty)
        #expect(!output.validate([:]).isEmpty)
        #expect(tool.descriptor.flags == [.idempotent, .concurrent])
        #expect(!tool.descriptor.capabilities.isEmpty && !tool.descriptor.description.isEmpty)
    }
}
