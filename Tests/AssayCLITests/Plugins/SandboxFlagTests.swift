import AssayCore
import Testing

@Suite("What the command line grants plugins")
struct SandboxFlagTests {
    /// Writes a file beside its data, uses memory, and answers whether it could.
    private static let plugin = CPlugin(
        invoke: #"""
            FILE *file = fopen("PLACE/made", "w");
            char *room = malloc((size_t)300 << 20);
            if (room) memset(room, 1, (size_t)300 << 20);
            const char *text = file ? room ? "{\"file\":1,\"room\":1}" : "{\"file\":1,\"room\":0}"
                : room ? "{\"file\":0,\"room\":1}" : "{\"file\":0,\"room\":0}";
            if (file) fclose(file);
            free(room);
            return call->write_output(call, text, strlen(text));
            """#
    )

    private func place() throws -> Workplace {
        let place = try Workplace(hasPlugins: false)
        _ = try place.folder.folder("data")
        var plugin = Self.plugin
        plugin.invoke = plugin.invoke.replacing("PLACE", with: place.folder.file("data"))
        try plugin.build(in: place.folder)
        return place
    }

    private static let run = ["run", "sample", "--plugin", "libsample.so", "--request", "{}", "--k", "1", "--json"]

    @Test("A plugin writes where --allow-write says so, and that is on record")
    func writing() async throws {
        let place = try place()
        let denied = try await place.assay(Self.run).json
        #expect(denied["summary"]?["consensus"] == ["file": 0, "room": 1])
        #expect(denied["execution"]?["sandbox"] == "on")
        let granted = try await place.assay(Self.run + ["--allow-write", "data", "--allow-network"]).json
        #expect(granted["summary"]?["consensus"] == ["file": 1, "room": 1])
        #expect(granted["execution"]?["sandbox"] == "on, granted files and network")
        #expect(granted["digest"] != denied["digest"])
    }

    @Test("Memory is limited as --memory-limit says")
    func memory() async throws {
        let place = try place()
        let bundle = try await place.assay(Self.run + ["--memory-limit", "200"]).json
        #expect(bundle["summary"]?["consensus"] == ["file": 0, "room": 0])
    }

    @Test("Processor time is limited as --processor-limit says")
    func processor() async throws {
        let place = try Workplace(hasPlugins: false)
        try CPlugin(invoke: "for (volatile long i = 0;; i++) {}").build(in: place.folder)
        let result = try await place.assay(Self.run + ["--processor-limit", "1s", "--timeout", "30s"])
        let error = try result.json["replicates"]?.array?.first?["error"]
        #expect(error?["code"] == "plugin_crashed")
        #expect(error?["message"]?.string?.contains("processor time") == true)
    }

    @Test(
        "What cannot be granted is a wrong use that names the option",
        arguments: [
            (["--allow-write", "nowhere"], "--allow-write nowhere: there is no such file or directory"),
            (["--allow-read", "nowhere"], "--allow-read nowhere: there is no such file or directory"),
            (["--memory-limit", "3"], "--memory-limit is in MiB, from 64 to 134217728"),
            (["--memory-limit", "much"], "--memory-limit must be a whole number"),
            (["--processor-limit", "2"], "--processor-limit must be a length of time"),
            (["--trust", "--allow-network"], "without a sandbox or limits: leave out --allow-network"),
            (["--trust", "--memory-limit", "99"], "leave out --memory-limit"),
        ]
    )
    func misuse(words: [String], message: String) async throws {
        let place = try Workplace(hasPlugins: false)
        let result = try await place.assay(Self.run + words)
        #expect(result.code == 64)
        #expect(result.errors.contains(message))
    }
}
