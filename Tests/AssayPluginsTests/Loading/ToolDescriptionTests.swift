import AssayCore
import AssayPlugins
import Testing

@Suite("What a plugin says about its tools")
struct ToolDescriptionTests {
    @Test("Everything is copied into the descriptor")
    func complete() throws {
        let folder = try Folder()
        let path = try PluginSource(
            fields: #"""
                .flags = 0xFFFFFFF7u, .description = ASSAY_TEXT("Says \303\251."), .provider = ASSAY_TEXT("Us"),
                .capabilities = ASSAY_TEXT("[\"one\",\"two\"]"), .default_options = ASSAY_TEXT("{\"depth\":2}"),
                .input_schema = ASSAY_TEXT("{\"type\":\"object\"}"), .output_schema = ASSAY_TEXT("true"),
                .maximum_usage = ASSAY_TEXT("{\"tokens\":10,\"cost_usd\":0.5,\"time_ms\":3}")
                """#
        ).build(in: folder)
        let descriptor = try #require(try PluginLoader.load(path: path).first).descriptor
        let digest = try PluginDiscovery.inspect(path).sha256
        let expected = ToolDescriptor(
            name: "sample",
            version: "1.2.3",
            description: "Says é.",
            capabilities: ["one", "two"],
            provider: "Us",
            defaultOptions: ["depth": 2],
            inputSchema: ["type": "object"],
            outputSchema: true,
            flags: [.deterministic, .idempotent, .concurrent],
            maximumUsage: Usage(tokens: 10, costUSD: 0.5, timeMS: 3),
            origin: .plugin(path: path, sha256: digest)
        )
        #expect(descriptor == expected)
    }

    @Test("What is left empty has its default")
    func empty() throws {
        let descriptor = try PluginSource().tool().descriptor
        #expect(descriptor.description.isEmpty)
        #expect(descriptor.capabilities.isEmpty)
        #expect(descriptor.provider == nil)
        #expect(descriptor.inputSchema == nil)
        #expect(descriptor.outputSchema == nil)
        #expect(descriptor.maximumUsage == nil)
        #expect(descriptor.defaultOptions.isEmpty)
        #expect(descriptor.flags.isEmpty)
    }

    @Test(
        "A name that is no identifier is refused",
        arguments: ["", "1a", "-a", "a b", "a.b", "caf\\303\\251", "a\\0b", String(repeating: "a", count: 65)]
    )
    func badNames(name: String) throws {
        let error = try PluginSource(name: "ASSAY_TEXT(\"\(name)\")").loadFailure()
        #expect(error.message.hasPrefix("tool 1 has no valid name"))
    }

    @Test("A name at its limits is accepted", arguments: ["_", "A-1_b", String(repeating: "a", count: 64)])
    func goodNames(name: String) throws {
        #expect(try PluginSource(name: "ASSAY_TEXT(\"\(name)\")").tool().name == name)
    }

    @Test(
        "A required part that is missing is named",
        arguments: [
            (PluginSource(version: "{0, 0}"), "tool 1 has no version"),
            (PluginSource(name: "{0, 0}"), "tool 1 has no valid name"),
            (PluginSource(invokeField: "0"), "tool 1 has a null invoke"),
            (PluginSource(tools: "{&tool, 0}", toolCount: "2"), "tool 2 is null"),
            (PluginSource(tools: "{(const assay_tool *)9}"), "tool 1 is not aligned"),
            (PluginSource(toolSize: "175"), "assay_tool.struct_size is 175 and must be at least 176"),
        ]
    )
    func missing(source: PluginSource, expected: String) throws {
        #expect(try source.loadFailure().message.hasPrefix(expected))
    }

    @Test(
        "Text that is null with a size, too long or not UTF-8 is refused by field",
        arguments: [
            ("description", "{0, 4}", "has a null description with a size"),
            ("version", "{0, 4}", "has a null version with a size"),
            ("provider", #"ASSAY_TEXT("\xFF")"#, "has a provider that is not UTF-8"),
            ("description", #"ASSAY_TEXT("\xED\xA0\x80")"#, "has a description that is not UTF-8"),
            ("description", #"{"x", 65537}"#, "has a description of 65537 bytes; the limit is 65536"),
            ("input_schema", #"{"x", 1048577}"#, "has an input_schema of 1048577 bytes; the limit is 1048576"),
            ("provider", #"{"x", UINT64_MAX}"#, "has a provider of 18446744073709551615 bytes"),
        ]
    )
    func badText(field: String, value: String, expected: String) throws {
        var source = PluginSource()
        if field == "version" { source.version = value } else { source.fields = ".\(field) = \(value)" }
        #expect(try source.loadFailure().message.hasPrefix("tool 1 \(expected)"))
    }

    @Test(
        "JSON that is broken or of the wrong shape is refused by field",
        arguments: [
            ("input_schema", "{\"type\":", "has an input_schema that is not JSON"),
            ("output_schema", "{\"type\":\"object\",}", "has an output_schema that is not JSON"),
            ("input_schema", "{\"type\":7}", "has an input_schema that is no JSON Schema"),
            ("output_schema", "[]", "has an output_schema that is no JSON Schema"),
            ("capabilities", "[1]", "has capabilities that are no JSON array of strings"),
            ("capabilities", "{}", "has capabilities that are no JSON array of strings"),
            ("default_options", "[]", "has default_options that are no JSON object"),
            ("maximum_usage", "{\"cost\":1}", "has a maximum_usage that is no JSON object of tokens"),
            ("maximum_usage", "{\"tokens\":-1}", "has a maximum_usage with a value that is negative"),
            ("maximum_usage", "{\"tokens\":1.5}", "has a maximum_usage with a value that is negative or not a number"),
            (
                "maximum_usage", "{\"time_ms\":\"1\"}",
                "has a maximum_usage with a value that is negative or not a number"
            ),
        ]
    )
    func badJSON(field: String, json: String, expected: String) throws {
        let literal = json.replacing("\"", with: "\\\"")
        let error = try PluginSource(fields: ".\(field) = ASSAY_TEXT(\"\(literal)\")").loadFailure()
        #expect(error.message.hasPrefix("tool 1 \(expected)"))
    }
}
