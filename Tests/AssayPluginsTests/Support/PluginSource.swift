import AssayCore
import AssayPlugins
import Testing

/// The source of a small plugin in C, right in every respect that a test does not change.
struct PluginSource {
    var includes = ""
    /// Functions and data before the tool.
    var declarations = ""
    /// The body of `invoke`.
    var invoke = #"return call->write_output(call, "{\"value\":1}", 11);"#
    /// Fields of the tool beyond name, version and invoke.
    var fields = ""
    var name = #"ASSAY_TEXT("sample")"#
    var version = #"ASSAY_TEXT("1.2.3")"#
    var toolSize = "sizeof(assay_tool)"
    var invokeField = "invoke"
    var tools = "{&tool}"
    var toolsField = "tools"
    var toolCount = "1"
    var pluginSize = "sizeof(assay_plugin)"
    var major = "ASSAY_ABI_MAJOR"
    var minor = "ASSAY_ABI_MINOR"
    /// The body of the entry function.
    var entry = "(void)host; (void)error; return &plugin;"

    var text: String {
        """
        #include <assay/plugin.h>
        #include <assay/ext/batch.h>
        #include <assay/ext/progress.h>
        #include <assay/ext/usage.h>
        #include <string.h>
        \(includes)
        #define ANSWER(text) call->write_output(call, text, sizeof(text) - 1)
        static const assay_host *the_host;
        \(declarations)
        static int32_t invoke(const assay_tool *self, const assay_call *call) {
            (void)self; (void)call; (void)the_host;
            \(invoke)
        }
        static const assay_tool tool = {
            .struct_size = \(toolSize), .name = \(name), .version = \(version), .invoke = \(invokeField), \(fields)
        };
        static const assay_tool *const tools[] = \(tools);
        static const assay_plugin plugin = {
            .struct_size = \(pluginSize), .abi_major = \(major), .abi_minor = \(minor), .tool_count = \(toolCount),
            .tools = \(toolsField)
        };
        ASSAY_EXPORT const assay_plugin *assay_plugin_entry(const assay_host *host, assay_error *error) {
            the_host = host; (void)&tool; (void)&tools; (void)&plugin; (void)&invoke;
            \(entry)
        }
        """
    }

    /// Compiles the plugin into a folder and returns the path of the library.
    func build(in folder: Folder, name: String = "libsample.so", flags: [String] = []) throws -> String {
        try Self.compile(text, in: folder, name: name, flags: flags)
    }

    /// Compiles C source text into a shared library.
    static func compile(_ text: String, in folder: Folder, name: String, flags: [String] = []) throws -> String {
        let source = try folder.write("\(name).c", Array(text.utf8))
        try Shell.run(
            [
                "cc", "-std=gnu11", "-shared", "-fPIC", "-o", folder.file(name),
                "-I\(Package.path("Sources/CAssayPlugin/include"))",
            ]
                + flags + [source]
        )
        try Folder.setMode(0o755, folder.file(name))
        return folder.file(name)
    }

    /// Compiles C source text and returns the bytes of the library.
    static func libraryBytes(_ text: String, flags: [String] = []) throws -> [UInt8] {
        let folder = try Folder()
        return try Folder.bytes(compile(text, in: folder, name: "libx.so", flags: flags))
    }

    /// Compiles and loads the plugin, and returns its tools.
    func load() throws -> [any Tool] {
        let folder = try Folder()
        return try PluginLoader.load(path: build(in: folder))
    }

    /// Compiles and loads the plugin, and returns its only tool.
    func tool() throws -> any Tool { try #require(try load().first) }

    /// The failure to load the plugin, without the path its message starts with.
    func loadFailure() throws -> AssayError {
        let folder = try Folder()
        let path = try build(in: folder)
        let error = try #require(throws: AssayError.self) { try PluginLoader.load(path: path) }
        #expect(error.message.hasPrefix(path))
        return AssayError(error.code, String(error.message.dropFirst(path.count).drop { ": ".contains($0) }))
    }
}
