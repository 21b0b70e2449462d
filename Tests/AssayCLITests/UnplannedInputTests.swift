import AssayCore
import Foundation
import Testing

@Suite("Input nobody planned for")
struct UnplannedInputTests {
    @Test(
        "An event file that is also the bundle would destroy it, and is refused",
        arguments: ["b.json", "./b.json", "link"]
    )
    func eventsOverBundle(path: String) async throws {
        let place = try Workplace()
        _ = try await place.assay(Workplace.kmeans + ["--out", "b.json"])
        try FileManager.default.createSymbolicLink(atPath: place.folder.file("link"), withDestinationPath: "b.json")
        let stored = try place.folder.text("b.json")
        let attempts = [["extend", "b.json", "--k", "2"], Workplace.kmeans + ["--out", "b.json"]]
        for words in attempts {
            let result = try await place.assay(words + ["--events", path])
            #expect(result.code == 64)
            #expect(result.errors.contains("--events must be a file of its own"))
            #expect(try place.folder.text("b.json") == stored)
        }
    }

    @Test("A device without an end in place of a file is refused, not read until memory is full")
    func endlessDevice() async throws {
        let place = try Workplace()
        let attempts = [
            ["run", "kmeans", "--request", "@/dev/zero"], ["show", "/dev/zero"],
            Workplace.kmeans + ["--schema", "/dev/zero"],
        ]
        for words in attempts {
            let result = try await place.assay(words)
            #expect(result.code == 2)
            #expect(result.errors.contains("/dev/zero cannot be read: it is a device, and must be a file or a pipe"))
        }
    }

    @Test("An endless request on stdin is refused as soon as it is over the limit")
    func endlessStdin() async throws {
        let result = try await Workplace().shell("yes '[' | assay run kmeans --request -")
        #expect(result.code == 2)
        #expect(result.errors.contains("--request: "))
        #expect(result.errors.contains("16777216"))
    }

    @Test("Two options that both want stdin are refused: the second would find it empty")
    func stdinTwice() async throws {
        let result = try await Workplace().assay(["run", "kmeans", "--request", "-", "--options", "-"], input: "{}")
        #expect(result.code == 64)
        #expect(result.errors.contains("--request and --options cannot both read stdin"))
    }

    @Test("A file name with a line break or an escape code cannot forge lines on the terminal")
    func hostileFileName() async throws {
        let result = try await Workplace().assay(["show", "a\nassay: all is well\u{1B}[2J"])
        #expect(result.code == 2)
        #expect(result.errorLines.count == 1)
        #expect(!result.errors.contains("\u{1B}"))
    }

    @Test("A bundle on stdout by way of --out - is no file of that name")
    func dashAsFile() async throws {
        let place = try Workplace()
        let result = try await place.assay(Workplace.kmeans + ["--out", "-"])
        #expect(result.code == 64)
        #expect(result.errors.contains("--json prints the bundle on stdout"))
        #expect(!place.folder.exists("-"))
    }

    @Test("A plugin of which one tool's name is taken gives none of its tools")
    func halfTakenPlugin() async throws {
        let place = try Workplace(hasPlugins: false)
        try place.folder.folder("plugins")
        try CPlugin(name: "taken").build(in: place.folder, as: "plugins/liba.so")
        let both = CPlugin(name: "free").text.replacing(
            "static const assay_tool *const tools[] = {&tool};",
            with: """
                static const assay_tool other = {
                    .struct_size = sizeof(assay_tool), .name = ASSAY_TEXT("taken"), .version = ASSAY_TEXT("2"),
                    .invoke = invoke
                };
                static const assay_tool *const tools[] = {&tool, &other};
                """
        )
        try CPlugin.compile(
            both.replacing(".tool_count = 1", with: ".tool_count = 2"),
            to: place.folder.file("plugins/libb.so")
        )
        let listed = try await place.assay(["tools", "--json", "--plugin", "plugins"]).json
        #expect(listed["tools"]?.array?.map { $0["name"] } == ["taken"])
        #expect(listed["refused"]?[0]?["code"] == "duplicate_tool")
    }
}
