import AssayCore
import AssayStatistics
import AssayStorage
import Foundation
import TestSupport
import Testing

@Suite("Several processes on one state store", .serialized)
struct ProcessTests {
    /// How much is done; the long variant is behind `ASSAY_SOAK=1`.
    private static let isSoak = ProcessInfo.processInfo.environment["ASSAY_SOAK"] == "1"

    @Test("Of eight processes that claim the same keys three times, each key is run by exactly one (B14)")
    func race() async throws {
        let folder = try Folder()
        let keys = Self.isSoak ? 1000 : 100
        for _ in 0..<3 {
            let processes = try (0..<8).map { _ in try Driver.start(["race", folder.file("state.db"), "\(keys)"]) }
            for process in processes {
                try await onThread { process.waitUntilExit() }
                #expect(process.terminationStatus == 0)
            }
        }
        let executed = Driver.lines(folder.file("state.db.log"))
        #expect(executed.count == keys)
        #expect(Set(executed).count == keys)
    }

    @Test(
        "What was reported as recorded survives kill -9 at any moment, and the run goes on as an interrupted one (B18)"
    )
    func killed() async throws {
        for round in 0..<(Self.isSoak ? 100 : 8) {
            let folder = try Folder()
            let path = folder.file("state.db")
            let process = try Driver.start(["record", path])
            try await Driver.wait { Driver.lines(path + ".log").count >= 5 + 7 * round }
            kill(process.processIdentifier, SIGKILL)
            try await onThread { process.waitUntilExit() }
            let lines = Driver.lines(path + ".log")
            let id = try #require(lines.first?.split(separator: " ").last.map(String.init))
            let store = try await SQLiteStateStore(path: path)
            let run = try #require(try await store.run(id))
            // The last one may be on disk without having been reported.
            let reported = lines.count - 1
            #expect(run.replicates.count == reported || run.replicates.count == reported + 1)
            #expect(run.replicates.map(\.index) == Array(0..<run.replicates.count))
            #expect(run.bundle == nil)
            let bundle = try run.interrupted()
            #expect(bundle.meta.endedBy == .cancelled)
            #expect(bundle.replicates.count == run.replicates.count)
        }
    }

    @Test("Of four processes that share a store each may be killed at any moment: nothing acknowledged is lost (B18)")
    func sharedStore() async throws {
        let folder = try Folder()
        let path = folder.file("state.db")
        var random = SplitMix64(seed: 18)
        var processes = try (0..<4).map { _ in try Driver.start(["record", path]) }
        defer { for process in processes where process.isRunning { kill(process.processIdentifier, SIGKILL) } }
        try await Driver.wait { !Driver.lines(path + ".log").isEmpty }
        // Where in the log each began, so that not all of it is read in every round.
        var begun = [0, 0, 0, 0]
        for _ in 0..<(Self.isSoak ? 1000 : 16) {
            let wanted = try Self.size(path + ".log") + Int(random.next() % 1000)
            try await Driver.wait { try Self.size(path + ".log") >= wanted }
            let place = Int(random.next() % 4)
            let victim = processes[place]
            let run = "run-\(victim.processIdentifier)"
            try await Driver.wait { [begun] in try Self.text(path + ".log", from: begun[place]).contains(run + "\n") }
            kill(victim.processIdentifier, SIGKILL)
            try await onThread { victim.waitUntilExit() }
            #expect(victim.terminationReason == .uncaughtSignal, "it ended by itself, with \(victim.terminationStatus)")
            begun[place] = try Self.size(path + ".log")
            processes[place] = try Driver.start(["record", path])
        }
        for process in processes { kill(process.processIdentifier, SIGKILL) }
        for process in processes { try await onThread { process.waitUntilExit() } }
        let store = try await SQLiteStateStore(path: path)
        try await store.checkIntegrity()
        let said = Dictionary(grouping: Driver.lines(path + ".log").map { $0.split(separator: " ") }) { $0.last }
        #expect(said.count >= (Self.isSoak ? 1000 : 16))
        for (id, lines) in said {
            let replicates = try await store.run(String(id ?? ""))?.replicates ?? []
            let reported = lines.count { $0.first == "recorded" }
            // The last one may be on disk without having been reported.
            #expect(replicates.count == reported || replicates.count == reported + 1)
            #expect(replicates.map(\.index) == Array(0..<replicates.count))
        }
    }

    private static func text(_ path: String, from place: Int) throws -> String {
        let file = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? file.close() }
        try file.seek(toOffset: UInt64(place))
        return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    }

    private static func size(_ path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    }

    @Test(
        "A full disk is an error with a name, and nothing that was recorded is lost (B19)",
        .disabled(if: Sanitizer.current == .thread, "its runtime writes a file before the program starts")
    )
    func fileLimit() async throws {
        let folder = try Folder()
        let path = folder.file("state.db")
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        let driver = try Driver.start(["race", path, "0"])
        try await onThread { driver.waitUntilExit() }
        let program = try #require(driver.executableURL?.path)
        process.arguments = ["-c", "trap '' XFSZ; ulimit -f 300; exec '\(program)' record '\(path)' 2>'\(path).err'"]
        try process.run()
        try await onThread { process.waitUntilExit() }
        #expect(process.terminationStatus != 0)
        let lines = Driver.lines(path + ".log")
        let store = try await SQLiteStateStore(path: path)
        let id = try #require(lines.first?.split(separator: " ").last.map(String.init))
        #expect(try await store.run(id)?.replicates.count == lines.count - 1)
        let said = try String(contentsOfFile: path + ".err", encoding: .utf8)
        #expect(said.contains("store_io") || said.contains("store_full"), "\(said.prefix(300))")
    }
}
