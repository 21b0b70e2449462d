import AssayPlugins
import Testing

@Suite("Where plugins are looked for")
struct PluginSearchPathTests {
    @Test("The listed folders come first, then the user's data, then the executable's folder")
    func order() {
        let found = PluginSearchPath.directories(
            environment: ["ASSAY_PLUGIN_PATH": "/a:/b", "XDG_DATA_HOME": "/data", "HOME": "/home/me"],
            executablePath: "/opt/assay/bin/assay"
        )
        #expect(found == ["/a", "/b", "/data/assay/plugins", "/opt/assay/bin"])
    }

    @Test(
        "Without a data folder, or with a relative one, the default below the home counts",
        arguments: [nil, "data", ""]
    )
    func defaultData(data: String?) {
        var environment = ["HOME": "/home/me"]
        environment["XDG_DATA_HOME"] = data
        let found = PluginSearchPath.directories(environment: environment, executablePath: nil)
        #expect(found == ["/home/me/.local/share/assay/plugins"])
    }

    @Test("Relative and empty entries are left out, and so is a folder listed twice")
    func leftOut() {
        let found = PluginSearchPath.directories(
            environment: ["ASSAY_PLUGIN_PATH": ":plugins:./x:/a::/a:", "HOME": "relative"],
            executablePath: "assay"
        )
        #expect(found == ["/a"])
    }

    @Test("Nothing known gives no folder, and a program at the root gives the root")
    func edges() {
        #expect(PluginSearchPath.directories(environment: [:], executablePath: nil).isEmpty)
        #expect(PluginSearchPath.directories(environment: [:], executablePath: "/assay") == ["/"])
    }

    @Test("The running program is named by an absolute path")
    func executable() throws {
        #expect(try #require(PluginSearchPath.currentExecutable()).hasPrefix("/"))
    }
}
