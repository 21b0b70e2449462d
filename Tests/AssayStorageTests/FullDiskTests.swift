import AssayCore
import AssayStorage
import Foundation
import TestSupport
import Testing

@Suite("Full disks", .serialized)
struct FullDiskTests {
    @Test("How a call ended is still written when nothing else is, in room that was set aside (B19, D5)")
    func reserve() async throws {
        var answered = 0
        for place in 1... {
            let folder = try Folder()
            let path = folder.file("state.db")
            try await SQLiteStateStore(path: path).close()
            let words = ["call", path, "a", "effects-plain"]
            let ended = try await Driver.run(words, FaultShim.environment(path, kind: .tight, at: place))
            let log = Driver.lines(path + ".log")
            if ended.status != 0 { #expect(ended.errors.contains("store_full"), "\(place): \(ended.errors)") }
            // A call that was made is on record, so that nobody needs to ask what it has done.
            if log.first == "called" {
                #expect(log.last?.hasPrefix("answered fresh") == true, "\(place): \(log) \(ended.errors)")
                #expect(try await Driver.run(words).status == 0)
                #expect(Driver.lines(path + ".log").last?.hasPrefix("answered replayed") == true, "\(place)")
                answered += 1
            }
            if answered == 3 { return }
        }
    }

    @Test("On a disk that is full the error has a name, nothing is lost, and with room again work goes on (B19, D7)")
    func tmpfs() async throws {
        let folder = try Folder()
        // The disk is there for the script alone; the log of what was acknowledged lies elsewhere.
        let script = """
            mount -t tmpfs -o size=2500k none "$1" || exit 77
            cd "$1" && ln -s "$2/log" state.db.log && head -c 300000 /dev/zero >filler
            "$3" record "$1/state.db" 2>"$2/errors"
            echo "$?" >"$2/status"
            "$3" count "$1/state.db" >"$2/counted" || exit 1
            rm filler
            "$3" call "$1/state.db" a plain || exit 2
            """
        try FileManager.default.createDirectory(atPath: folder.file("disk"), withIntermediateDirectories: false)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["unshare", "-Urm", "sh", "-c", script, "sh", folder.file("disk"), folder.path, Driver.program.path()]
        try process.run()
        try await onThread { process.waitUntilExit() }
        // Where users may not make a disk of their own, only the other tests tell.
        if process.terminationStatus == 77 || !FileManager.default.fileExists(atPath: folder.file("status")) { return }
        #expect(process.terminationReason == .exit && process.terminationStatus == 0)
        #expect(Driver.lines(folder.file("status")) == ["1"])
        #expect(Driver.lines(folder.file("errors")).joined().contains("store_full"))
        let lines = Driver.lines(folder.file("log"))
        let recorded = lines.count { $0.hasPrefix("recorded") }
        #expect(recorded > 10)
        let counted = try Value(json: try #require(Driver.lines(folder.file("counted")).first))
        let id = try #require(lines.first?.split(separator: " ").last)
        #expect(counted[String(id)] == Value(recorded))
        #expect(lines.last?.hasPrefix("answered fresh") == true)
    }

    @Test(
        "A network file system is refused, whichever it is",
        arguments: ["0x6969", "0xFE534D42", "0x01021997", "0x00C36400"]
    )
    func network(type: String) async throws {
        let folder = try Folder()
        var environment = try FaultShim.environment(folder.path)
        environment["ASSAY_FAULT_FILE_SYSTEM"] = type
        let ended = try await Driver.run(["open", folder.file("state.db")], environment)
        #expect(ended.status == 1)
        #expect(ended.errors.contains("is on a network file system"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
}
