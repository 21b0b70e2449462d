import Assay
import AssayTesting
import Testing

@Suite("The tools of a client")
struct RegistrationTests {
    @Test("A registered tool is listed with version, description and whether it supports bundles (S3-1, S3-2)")
    func register() throws {
        let client = AssayClient()
        #expect(client.listTools().isEmpty)
        try client.registerTool(
            ScriptedTool(
                ToolDescriptor(name: "mail", version: "2.1", description: "Sends mail.", flags: [.sideEffects])
            ) { _ in
                ToolResult([:])
            }
        )
        try client.registerTool(Tools.echo)
        let tools = client.listTools()
        #expect(tools.keys.sorted() == ["echo", "mail"])
        #expect(tools["mail"]?.version == "2.1")
        #expect(tools["mail"]?.description == "Sends mail.")
        #expect(tools["mail"]?.supportsBundle == false)
        #expect(tools["echo"]?.supportsBundle == true)
    }

    @Test("A name that is taken is refused, naming both versions, and the first tool stays (S3-1)")
    func duplicate() throws {
        let client = AssayClient()
        func tool(_ version: String) -> ScriptedTool {
            ScriptedTool(ToolDescriptor(name: "same", version: version)) { _ in ToolResult([:]) }
        }
        try client.registerTool(tool("1.0"))
        let error = try #require(throws: AssayError.self) { try client.registerTool(tool("2.0")) }
        #expect(error.code == .duplicateTool)
        #expect(error.message.contains("1.0") && error.message.contains("2.0"))
        #expect(client.listTools()["same"]?.version == "1.0")
    }

    @Test("After its tool was taken out, a name is free again")
    func unregister() throws {
        let client = AssayClient()
        try client.registerTool(Tools.echo)
        #expect(client.registry.unregister("echo")?.name == "echo")
        #expect(client.registry.unregister("echo") == nil)
        #expect(client.listTools().isEmpty)
        try client.registerTool(Tools.echo)
        #expect(client.listTools().count == 1)
    }

    @Test("A tool that describes itself in a way that cannot be used is refused", arguments: ["", "two words", "1st"])
    func illegalName(name: String) throws {
        let client = AssayClient()
        let error = try #require(throws: AssayError.self) { try client.registerTool(ScriptedTool(name) { _ in [:] }) }
        #expect(error.code == .invalidArgument)
        #expect(client.listTools().isEmpty)
    }

    @Test("A tool with a schema that is none is refused, naming tool and schema")
    func invalidSchema() throws {
        let descriptor = ToolDescriptor(name: "odd", outputSchema: ["type": "blob"])
        let error = try #require(throws: AssayError.self) {
            try AssayClient().registerTool(ScriptedTool(descriptor) { _ in ToolResult([:]) })
        }
        #expect(error.code == .invalidSchema)
        #expect(error.message.contains("output schema of odd"))
    }

    @Test("Two clients share no tools, unless they share a registry")
    func separateClients() throws {
        let first = AssayClient()
        try first.registerTool(Tools.echo)
        #expect(AssayClient().listTools().isEmpty)
        #expect(AssayClient(registry: first.registry).listTools().count == 1)
    }
}
