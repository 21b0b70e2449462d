import Testing

@Suite("The header of the plugin interface")
struct HeaderTests {
    private static let headers = ["plugin.h", "ext/batch.h", "ext/idempotency.h", "ext/progress.h", "ext/usage.h"]
    private static let source = """
        #include <assay/plugin.h>
        #include <assay/ext/batch.h>
        #include <assay/ext/idempotency.h>
        #include <assay/ext/progress.h>
        #include <assay/ext/usage.h>
        static const assay_text name = ASSAY_TEXT("name");
        ASSAY_EXPORT const assay_plugin *assay_plugin_entry(const assay_host *host, assay_error *error);
        ASSAY_EXPORT const assay_plugin *assay_plugin_entry(const assay_host *host, assay_error *error) {
            assay_plugin_entry_function self = assay_plugin_entry;
            assay_text from_string = assay_text_of("name");
            error->message[0] = self != 0 && from_string.size == name.size && host != 0 ? '1' : '0';
            return 0;
        }
        """

    @Test(
        "The header compiles without a warning in every language a plugin may be written in",
        arguments: [
            ["cc", "c99", "c"], ["cc", "c11", "c"], ["cc", "c17", "c"], ["c++", "c++11", "c++"],
            ["c++", "c++17", "c++"],
        ]
    )
    func compiles(compiler: [String]) throws {
        let folder = try Folder()
        let file = try folder.write("header", Array(Self.source.utf8))
        try Shell.run([
            compiler[0], "-std=\(compiler[1])", "-x", compiler[2], "-Wall", "-Wextra", "-pedantic", "-Werror",
            "-fsyntax-only",
            "-I\(Package.path("Sources/CAssayPlugin/include"))", file,
        ])
    }

    @Test("Each header stands on its own", arguments: headers)
    func standsAlone(header: String) throws {
        let folder = try Folder()
        let file = try folder.write("one.c", Array("#include <assay/\(header)>\nint used;\n".utf8))
        try Shell.run([
            "cc", "-std=c99", "-Wall", "-Wextra", "-pedantic", "-Werror", "-fsyntax-only",
            "-I\(Package.path("Sources/CAssayPlugin/include"))", file,
        ])
    }

    @Test("The layout checks refuse a struct that has changed")
    func layoutChecks() throws {
        let folder = try Folder()
        let include = Package.path("Sources/CAssayPlugin/include")
        let layout = Package.path("Sources/CAssayPlugin/layout.c")
        try Shell.run(["cc", "-std=c11", "-fsyntax-only", "-I\(include)", layout])
        try Shell.run(["cp", "-r", include, folder.file("include")])
        let header = folder.file("include/assay/plugin.h")
        let text = try String(decoding: Folder.bytes(header), as: UTF8.self)
        let changed = text.replacing("uint32_t attempt;", with: "uint64_t attempt;")
        #expect(changed != text)
        try folder.write("include/assay/plugin.h", Array(changed.utf8))
        #expect(throws: Shell.Failure.self) {
            try Shell.run(["cc", "-std=c11", "-fsyntax-only", "-I\(folder.file("include"))", layout])
        }
    }
}
