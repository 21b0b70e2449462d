import Foundation

/// The source of a small plugin in C, right in every respect that a test does not change.
struct CPlugin {
    var name = "sample"
    var version = "1.0.0"
    /// The body of `invoke`.
    var invoke = #"return call->write_output(call, "{\"value\":1}", 11);"#
    /// Fields of the tool beyond name, version and invoke.
    var fields = ""
    /// What stands before the functions.
    var declarations = ""
    var toolSize = "sizeof(assay_tool)"
    var invokeField = "invoke"
    var tools = "{&tool}"
    var toolsField = "tools"
    var toolCount = "1"
    var pluginSize = "sizeof(assay_plugin)"
    var major = "ASSAY_ABI_MAJOR"
    /// The body of the entry function.
    var entry = "return &plugin;"
    var entryName = "assay_plugin_entry"

    var text: String {
        """
        #include <assay/plugin.h>
        #include <assay/ext/batch.h>
        #include <assay/ext/idempotency.h>
        #include <assay/ext/progress.h>
        #include <assay/ext/usage.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <time.h>
        #include <unistd.h>
        static const assay_host *the_host;
        \(declarations)
        static int32_t invoke(const assay_tool *self, const assay_call *call) {
            (void)self; (void)call; (void)the_host;
            \(invoke)
        }
        static const assay_tool tool = {
            .struct_size = \(toolSize), .name = ASSAY_TEXT("\(name)"), .version = ASSAY_TEXT("\(version)"),
            .invoke = \(invokeField), \(fields)
        };
        static const assay_tool *const tools[] = \(tools);
        static const assay_plugin plugin = {
            .struct_size = \(pluginSize), .abi_major = \(major), .abi_minor = ASSAY_ABI_MINOR,
            .tool_count = \(toolCount), .tools = \(toolsField)
        };
        ASSAY_EXPORT const assay_plugin *\(entryName)(const assay_host *host, assay_error *error) {
            the_host = host; (void)error; (void)&tool; (void)&tools; (void)&plugin; (void)&invoke;
            \(entry)
        }
        """
    }

    @discardableResult
    func build(in folder: Folder, as name: String = "libsample.so") throws -> String {
        try Self.compile(text, to: folder.file(name))
        return folder.file(name)
    }

    static func compile(_ text: String, to path: String) throws {
        let source = path + ".c"
        try Data(text.utf8).write(to: URL(filePath: source))
        defer { try? FileManager.default.removeItem(atPath: source) }
        let compiler = try ChildProcess(
            "/usr/bin/env",
            [
                "cc", "-std=gnu11", "-shared", "-fPIC", "-I\(Package.path("Sources/CAssayPlugin/include"))", "-o", path,
                source,
            ],
            environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"]
        )
        let result = try compiler.result()
        guard result.code == 0 else { throw CompilerFailure(description: result.errors) }
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    struct CompilerFailure: Error, CustomStringConvertible {
        let description: String
    }
}
