import AssayCore
import AssayPlugins
import Foundation
import Testing

@Suite("Where debug information is found")
struct DebugFileTests {
    private static let source = "int twice(int x) { return 2 * x; }"
    private static let right = function("i32")
    private static let wrong = function("f64")

    private static func function(_ type: String, symbol: String = "twice") -> String {
        #"{"name": "f", "symbol": "\#(symbol)", "parameters": [{"name": "x", "type": "\#(type)"}], "returns": {"name": "v", "type": "i32"}}"#
    }

    private func check(_ library: Library, _ function: String = right) throws -> ForeignCheck {
        try #require(try library.manifest(function).check().first)
    }

    @Test("Without debug information a manifest loads, and the check says that there was none")
    func none() throws {
        let library = try Library(Self.source)
        let check = try check(library, Self.wrong)
        #expect(!check.isChecked)
        #expect(check.summary == "not checked: the library carries none")
        #expect(try ForeignLibrary.load(manifest: library.manifest(Self.wrong)).count == 1)
    }

    @Test("With it, the check names the file")
    func own() throws {
        let library = try Library(Self.source, options: ["-g"])
        let check = try check(library)
        #expect(check.debugFile == library.path)
        #expect(check.summary == "checked against debug information")
    }

    @Test(
        "Every common form of debug information is read",
        arguments: ["-gdwarf-3", "-gdwarf-4", "-gdwarf-5", "-gz", "-O2", "-flto"]
    )
    func forms(option: String) throws {
        let library = try Library(Self.source, options: ["-g", option])
        #expect(try check(library).isChecked)
        #expect(throws: AssayError.self) { try check(library, Self.wrong) }
    }

    @Test("A separate file beside the library is found by its link", arguments: ["", ".debug/"])
    func separate(place: String) throws {
        let library = try stripped(place)
        #expect(try check(library).debugFile == library.folder.file("\(place)twice.debug"))
        #expect(throws: AssayError.self) { try check(library, Self.wrong) }
    }

    @Test("A separate file of another build, or one that others can change, is left alone")
    func foreignFile() throws {
        let library = try stripped("")
        let debug = library.folder.file("twice.debug")
        try Folder.setMode(0o666, debug)
        #expect(try !check(library).isChecked)
        try Folder.setMode(0o644, debug)
        #expect(try check(library).isChecked)
        let other = try Library(Self.source + "int more(void) { return 1; }", options: ["-g"])
        try FileManager.default.removeItem(atPath: debug)
        try FileManager.default.copyItem(atPath: other.path, toPath: debug)
        #expect(try !check(library).isChecked)
    }

    @Test("Without a build ID the checksum in the link decides")
    func checksum() throws {
        let library = try stripped("", options: ["-Wl,--build-id=none"])
        #expect(try check(library).isChecked)
        var bytes = try Data(contentsOf: URL(filePath: library.folder.file("twice.debug")))
        bytes.append(0)
        try bytes.write(to: URL(filePath: library.folder.file("twice.debug")))
        #expect(try !check(library).isChecked)
    }

    private func stripped(_ place: String, options: [String] = []) throws -> Library {
        let library = try Library(Self.source, options: ["-g"] + options)
        try FileManager.default.createDirectory(
            atPath: library.folder.file(".debug"),
            withIntermediateDirectories: true
        )
        let debug = library.folder.file("\(place)twice.debug")
        try Library.run(["objcopy", "--only-keep-debug", library.path, debug])
        try Folder.setMode(0o644, debug)
        try Library.run(["objcopy", "--strip-debug", "--add-gnu-debuglink=\(debug)", library.path])
        return library
    }

    @Test("A function under a second name is checked by its code")
    func alias() throws {
        let source = Self.source + #" int again(int x) __attribute__((alias("twice")));"#
        let library = try Library(source, options: ["-g"])
        #expect(try check(library, Self.function("i32", symbol: "again")).isChecked)
        #expect(throws: AssayError.self) { try check(library, Self.function("f32", symbol: "again")) }
    }

    @Test("Functions whose equal code is kept once are told apart by their own entries")
    func folded() throws {
        let source = "int twice(int x) { return 3 * x + 1; } unsigned other(unsigned x) { return 3 * x + 1; }"
        let library = try Library(source, options: ["-g", "-O2"])
        let other = Self.right.replacing("twice", with: "other").replacing("i32", with: "u32")
        #expect(try check(library).isChecked)
        #expect(try check(library, other).isChecked)
        #expect(throws: AssayError.self) { try check(library, Self.function("u32")) }
    }

    @Test("A static function of the same name in another file is not mistaken for the exported one")
    func sameName() throws {
        let other = try Library(
            "static double twice(double x) { return x; } double use(double x) { return twice(x); }",
            options: ["-g", "-O0", "-c"].filter { $0 != "-c" }
        )
        #expect(try !check(other, Self.function("i32", symbol: "twice")).isChecked)
    }

    @Test("A function that debug information leaves out is not checked, and the reason says so")
    func undescribed() throws {
        let source =
            #"asm(".globl bare\n.type bare,@function\nbare: ret\n.size bare,1\n"); int some(void) { return 1; }"#
        let library = try Library(source, options: ["-g"])
        let check = try check(library, Self.function("i32", symbol: "bare"))
        #expect(check.reason == "the debug information of the library does not describe bare")
    }

    @Test("A function that is chosen while loading is not compared with the code that chooses")
    func indirect() throws {
        let source = """
            static int plain(int x) { return 2 * x; }
            static void *choose(void) { return plain; }
            int twice(int x) __attribute__((ifunc("choose")));
            """
        let library = try Library(source, options: ["-g"])
        _ = try check(library)
        #expect(try ForeignLibrary.load(manifest: library.manifest(Self.right)).count == 1)
    }

    @Test("A function of C++ without mangling is checked like one of C")
    func cPlusPlus() throws {
        let source = "namespace n { struct S { int x; }; extern \"C\" int twice(const S &s) { return 2 * s.x; } }"
        let library = try Library(source, options: ["-g", "-x", "c++", "-std=c++17"])
        let right = Self.right.replacing(#""type": "i32"}]"#, with: #""type": "i32", "pointer": true}]"#)
        #expect(throws: AssayError.self) { try check(library, Self.right) }
        #expect(throws: AssayError.self) { try check(library, right) }
        let manifest = try library.manifest(
            Self.right.replacing(#""type": "i32"}]"#, with: #""type": "s", "pointer": true}]"#),
            structs: #"{"s": [{"name": "x", "type": "i32"}]}"#
        )
        #expect(try manifest.check().allSatisfy(\.isChecked))
    }

    @Test("A library of the system is found by its bare name without being loaded")
    func system() throws {
        let json =
            #"{"library": "libz.so.1", "functions": [{"name": "f", "symbol": "zlibVersion", "returns": {"type": "cstring"}}]}"#
        let check = try #require(try ForeignManifest(Value(json: json), file: "m.json").check().first)
        #expect(check.isChecked || check.reason == "the library carries none", "\(check.summary)")
        let missing = try ForeignManifest(
            Value(json: json.replacing("libz.so.1", with: "libassay-none.so.1")),
            file: "m.json"
        )
        #expect(
            try missing.check().first?.summary
                == "not checked: the library was not found in the places where the system looks"
        )
    }

    @Test("Damaged debug information is no debug information, and never ends the process")
    func damaged() throws {
        let library = try Library(Self.source, options: ["-g"])
        let bytes = try Data(contentsOf: URL(filePath: library.path))
        var generator = SplitMix(state: 7)
        for _ in 0..<200 {
            var copy = bytes
            // Behind the code lie the sections that the loader does not look at.
            for _ in 0..<8 {
                copy[Int.random(in: bytes.count / 2..<bytes.count, using: &generator)] = .random(
                    in: 0...255,
                    using: &generator
                )
            }
            try copy.write(to: URL(filePath: library.path))
            try Folder.setMode(0o755, library.path)
            _ = try? check(library)
        }
    }
}

/// Numbers that are the same in every run (Vigna's SplitMix64).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
