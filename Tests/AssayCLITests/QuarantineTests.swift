import Assay
import Foundation
import Testing

@Suite("Plugins that crash")
struct QuarantineTests {
    @Test("A plugin that crashed three times is left alone by the next commands, until --unquarantine (P14)")
    func acrossCommands() async throws {
        let place = try Workplace(hasPlugins: false)
        let path = try CPlugin(invoke: "abort();").build(in: place.folder)
        let plugin = ["--plugin", path]
        let crashes = try await place.assay(
            ["run", "sample", "--request", "{}", "--k", "3", "--stop", "never"] + plugin
        )
        #expect(crashes.code != 0)
        let refused = try await place.assay(["run", "sample", "--request", "{}", "--k", "1"] + plugin)
        #expect(refused.code != 0 && refused.errors.contains("crashed 3 times within a minute"), "\(refused.errors)")
        #expect(place.folder.exists(".local/state/assay/quarantine.json"))
        try place.folder.folder("plugins")
        try place.folder.copy(path, as: "plugins/libsample.so")
        let tools = try await place.assay(["tools", "--plugin", "plugins"])
        #expect(tools.errors.contains("refused: ") && tools.errors.contains("assay tools --unquarantine"))
        let lifted = try await place.assay(["tools", "--unquarantine"] + plugin)
        #expect(lifted.code == 0 && lifted.output.contains("sample 1.0.0"))
        #expect(try await place.assay(["tools"] + plugin).output.contains("sample 1.0.0"))
    }
}
