import AssayCore
import AssayPlugins
import Testing

@Suite("What a plugin's entry function returns")
struct PluginTableTests {
    @Test("A plugin of a later minor version loads")
    func laterMinor() throws {
        #expect(try PluginSource(minor: "7").tool().name == "sample")
    }

    @Test("A larger struct of a later minor version loads")
    func largerStruct() throws {
        let source = PluginSource(toolSize: "sizeof(assay_tool) + 64", pluginSize: "sizeof(assay_plugin) + 16")
        #expect(try source.tool().name == "sample")
    }

    @Test("Another major version is refused naming both", arguments: ["0", "2", "4294967295"])
    func otherMajor(major: String) throws {
        let error = try PluginSource(major: major).loadFailure()
        #expect(error.code == .abiMismatch)
        #expect(
            error.message.hasPrefix("built for version \(major) of the plugin interface and this host has version 1")
        )
    }

    @Test("A struct cut short is refused before its later fields are read", arguments: ["0", "4", "8", "16", "23"])
    func truncatedPlugin(size: String) throws {
        let error = try PluginSource(pluginSize: size).loadFailure()
        #expect(error.code == .loadFailed)
        #expect(
            error.message
                == "assay_plugin.struct_size is \(size) and must be at least 24; set it to sizeof(assay_plugin)"
        )
    }

    @Test("Another major counts before the size, which may mean something else there")
    func majorBeforeSize() throws {
        #expect(try PluginSource(pluginSize: "8", major: "2").loadFailure().code == .abiMismatch)
    }

    @Test("A null table with a reason is refused with that reason")
    func nullWithReason() throws {
        let error = try PluginSource(entry: #"strcpy(error->message, "no\tlicence"); return 0;"#).loadFailure()
        #expect(error == AssayError(.loadFailed, "refused to load: no licence"))
    }

    @Test("A null table without a reason is refused")
    func nullWithoutReason() throws {
        #expect(
            try PluginSource(entry: "(void)error; return 0;").loadFailure().message
                == "refused to load and gave no reason"
        )
    }

    @Test("A reason that fills its buffer without an end is cut")
    func endlessReason() throws {
        let source = PluginSource(entry: "memset(error->message, 'x', sizeof(error->message)); return 0;")
        #expect(try source.loadFailure().message == "refused to load: " + String(repeating: "x", count: 508))
    }

    @Test("A tool count of none or too many is refused", arguments: ["0", "1025", "2147483648u", "(uint32_t)-1"])
    func toolCount(count: String) throws {
        #expect(try PluginSource(toolCount: count).loadFailure().message.hasSuffix("a plugin has from 1 to 1024 tools"))
    }

    @Test("Null and misaligned tables are refused", arguments: ["0", "(const assay_tool *const *)3"])
    func badTools(tools: String) throws {
        #expect(try PluginSource(toolsField: tools).loadFailure().message.hasPrefix("tools is null or not aligned"))
    }

    @Test("A misaligned plugin table is refused")
    func misalignedPlugin() throws {
        let source = PluginSource(entry: "(void)error; return (const assay_plugin *)((const char *)&plugin + 1);")
        #expect(try source.loadFailure().message == "assay_plugin is not aligned")
    }

    @Test("Two tools of one name in a plugin are refused")
    func duplicates() throws {
        let error = try PluginSource(tools: "{&tool, &tool}", toolCount: "2").loadFailure()
        #expect(error.code == .duplicateTool)
        #expect(error.message.hasPrefix("two tools are named sample"))
    }

    @Test("The host tells a plugin its own version, name and extensions")
    func host() throws {
        let checks = [
            "host->struct_size == sizeof(assay_host)", "host->abi_major == 1", "host->abi_minor == 0",
            "host->name.size == 5 && memcmp(host->name.bytes, \"assay\", 5) == 0", "host->version.size > 0",
            "host->get_extension(host, ASSAY_EXT_PROGRESS) != 0", "host->get_extension(host, ASSAY_EXT_USAGE) != 0",
            "host->get_extension(host, \"assay.none/1\") == 0", "host->get_extension(host, 0) == 0",
            "error->struct_size == sizeof(assay_error)", "error->message[0] == 0",
        ]
        let lines = checks.enumerated().map { "if (!(\($1))) { error->message[0] = 'A' + \($0); return 0; }" }
        _ = try PluginSource(entry: lines.joined(separator: "\n") + " return &plugin;").tool()
    }
}
