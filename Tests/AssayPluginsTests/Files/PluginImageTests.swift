import AssayCore
import AssayPlugins
import Testing

@Suite("Reading a shared library without running it")
struct PluginImageTests {
    private static func library(_ flags: [String] = []) throws -> [UInt8] {
        try PluginSource.libraryBytes(PluginSource().text, flags: flags)
    }

    private func reason(_ bytes: [UInt8]) throws -> String {
        let error = try #require(throws: AssayError.self) { try PluginImage(bytes: bytes, file: "libx.so") }
        #expect(error.code == .loadFailed)
        #expect(error.message.hasPrefix("libx.so "))
        return error.message
    }

    @Test("A plugin exports the entry function", arguments: ["gnu", "sysv", "both"])
    func exportsEntry(hashStyle: String) throws {
        let image = try PluginImage(bytes: Self.library(["-Wl,--hash-style=\(hashStyle)"]), file: "libx.so")
        #expect(image.exportsEntry)
    }

    @Test("The libraries it needs are listed in order")
    func neededLibraries() throws {
        let bytes = try Self.library(["-Wl,--no-as-needed", "-lm", "-lpthread", "-ldl"])
        let needed = try PluginImage(bytes: bytes, file: "libx.so").neededLibraries
        #expect(needed.first == "libm.so.6")
        #expect(needed.last == "libc.so.6")
    }

    @Test(
        "A function that others cannot see, that is only declared, or data of that name is no entry",
        arguments: [
            "static int assay_plugin_entry(void) { return 0; } int used(void) { return assay_plugin_entry(); }",
            "__attribute__((visibility(\"hidden\"))) int assay_plugin_entry(void) { return 0; } int used;",
            "int assay_plugin_entry(void); int used(void) { return assay_plugin_entry(); }",
            "int assay_plugin_entry = 1;",
            "int assay_plugin_entry_2(void) { return 0; } int assay_plugin(void) { return 0; }",
        ]
    )
    func otherSymbols(source: String) throws {
        let bytes = try PluginSource.libraryBytes(source)
        #expect(try !PluginImage(bytes: bytes, file: "libx.so").exportsEntry)
    }

    @Test("A weak entry counts")
    func weakEntry() throws {
        let source = "__attribute__((weak)) int assay_plugin_entry(void) { return 0; }"
        let bytes = try PluginSource.libraryBytes(source)
        #expect(try PluginImage(bytes: bytes, file: "libx.so").exportsEntry)
    }

    @Test("Text is not an ELF file")
    func text() throws {
        #expect(try reason(Array("INPUT(-lc)".utf8)).contains("is not an ELF file"))
        #expect(try reason([]).contains("is not an ELF file"))
    }

    @Test(
        "A library for another kind of computer is refused with what it is",
        arguments: [
            (4, 1, "is not 64-bit"), (5, 2, "is not little-endian"), (6, 9, "unknown ELF version"),
            (16, 2, "is no shared library"), (18, 40, "is built for machine number 40"),
            (54, 32, "has 32 bytes and not 56"),
        ]
    )
    func otherKinds(place: Int, value: UInt8, expected: String) throws {
        var bytes = try Self.library()
        bytes[place] = value
        #expect(try reason(bytes).contains(expected))
    }

    @Test("An executable without a dynamic table is refused")
    func noDynamicTable() throws {
        var bytes = try Self.library()
        bytes[56] = 0
        bytes[57] = 0
        #expect(try reason(bytes).contains("has no dynamic table"))
    }

    @Test("A file cut off anywhere is refused or read, and never traps")
    func truncated() throws {
        let bytes = try Self.library()
        for length in stride(from: 0, to: 4096, by: 7) {
            #expect(throws: AssayError.self) { try PluginImage(bytes: Array(bytes[..<length]), file: "libx.so") }
        }
        for length in stride(from: 4096, to: bytes.count, by: 251) {
            _ = try? PluginImage(bytes: Array(bytes[..<length]), file: "libx.so")
        }
    }

    @Test("A file with damaged bytes never traps")
    func damaged() throws {
        let bytes = try Self.library(["-s"])
        var generator = SplitMix(state: 7)
        for _ in 0..<3_000 {
            var copy = bytes
            for _ in 0..<(1 + Int(generator.next() % 8)) {
                // Most of what is read lies in the first pages and in the dynamic table behind them.
                let place = Int(generator.next() % UInt64(copy.count))
                copy[generator.next() % 2 == 0 ? place % 1024 : place] = UInt8(truncatingIfNeeded: generator.next())
            }
            _ = try? PluginImage(bytes: copy, file: "libx.so")
        }
    }

    @Test("Tables with absurd offsets and counts are refused")
    func absurdTables() throws {
        let bytes = try Self.library()
        for place in [32, 33, 38, 39] {
            var copy = bytes
            copy[place] = 0xFF
            #expect(throws: AssayError.self) { try PluginImage(bytes: copy, file: "libx.so") }
        }
    }
}
