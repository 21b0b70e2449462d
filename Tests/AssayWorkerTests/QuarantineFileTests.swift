import Assay
import AssayCore
import Foundation
import Testing

@Suite("Quarantine in a file")
struct QuarantineFileTests {
    private let folder: Folder
    private var path: String { folder.file("state/quarantine.json") }

    init() throws { folder = try Folder() }

    @Test("Crashes in several processes count together, and the plugin stays out of later ones (P14)")
    func together() {
        // Each has a memory of its own, like a process.
        for _ in 0..<2 {
            let quarantine = CrashQuarantine.persistent(at: path)
            quarantine.recordCrash(of: "a")
            #expect(!quarantine.holds("a"))
        }
        CrashQuarantine.persistent(at: path).recordCrash(of: "a")
        let later = CrashQuarantine.persistent(at: path)
        #expect(later.holds("a") && !later.holds("b"))
    }

    @Test("Lifted, it lets everybody in, in this process and in others")
    func lifted() {
        let quarantine = CrashQuarantine.persistent(at: path)
        for _ in 0..<3 { quarantine.recordCrash(of: "a") }
        #expect(CrashQuarantine.persistent(at: path).lift() == 1)
        #expect(!CrashQuarantine.persistent(at: path).holds("a"))
        #expect(quarantine.lift() == 1)
        #expect(!quarantine.holds("a"))
        #expect(quarantine.lift() == 0)
    }

    @Test("The directory is the owner's alone; the file says what it is, and keeps only what still counts")
    func contents() throws {
        let quarantine = CrashQuarantine.persistent(at: path)
        quarantine.recordCrash(of: "a")
        let document = try JSONFile.read(path)
        #expect(document["version"] == 1)
        #expect(document["plugins"]?["a"]?["crashes_ms"]?.array?.count == 1)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("state"))
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        let old = #"{"plugins":{"b":{"crashes_ms":[5],"quarantined_until_ms":600005}},"version":1}"#
        try old.write(toFile: path, atomically: true, encoding: .utf8)
        quarantine.recordCrash(of: "a")
        #expect(try JSONFile.read(path)["plugins"]?.object?.keys.map { $0 } == ["a"])
    }

    @Test("A damaged file keeps nobody out, and one that cannot be written leaves the process its own memory")
    func unusable() throws {
        let quarantine = CrashQuarantine.persistent(at: path)
        quarantine.recordCrash(of: "a")
        for text in ["{", "[]", #"{"plugins":7}"#, #"{"plugins":{"a":[1]}}"#, ""] {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            #expect(!CrashQuarantine.persistent(at: path).holds("a"), "\(text)")
        }
        let nowhere = CrashQuarantine.persistent(at: "/proc/nowhere/quarantine.json")
        for _ in 0..<3 { nowhere.recordCrash(of: "a") }
        #expect(nowhere.holds("a"))
        #expect(nowhere.lift() == nil)
        #expect(!nowhere.holds("a"))
    }

    @Test("Many who note crashes at once lose none")
    func concurrent() async {
        await withTaskGroup { group in
            for place in 0..<24 {
                group.addTask { [path] in CrashQuarantine.persistent(at: path).recordCrash(of: "\(place)") }
            }
        }
        let kept = try? JSONFile.read(path)["plugins"]?.object?.count
        #expect(kept == 24)
    }

    @Test(
        "The default path follows the environment",
        arguments: [
            (["XDG_STATE_HOME": "/x", "HOME": "/h"], "/x/assay/quarantine.json"),
            (["XDG_STATE_HOME": "x", "HOME": "/h"], "/h/.local/state/assay/quarantine.json"), (["HOME": "h"], nil),
        ] as [([String: String], String?)]
    )
    func defaultPath(environment: [String: String], path: String?) {
        #expect(CrashQuarantine.defaultPath(environment: environment) == path)
    }
}
