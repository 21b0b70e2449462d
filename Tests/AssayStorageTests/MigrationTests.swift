import AssayCore
import AssayStorage
import Foundation
import TestSupport
import Testing

@Suite("Stores of earlier formats", .serialized)
struct MigrationTests {
    private static let isSoak = ProcessInfo.processInfo.environment["ASSAY_SOAK"] == "1"
    private static let formats = [1, 2]

    /// A store of a format, as its program had left it.
    private static func store(_ format: Int, in folder: Folder) throws -> String {
        let text = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Data/state-v\(format).sql")
        let path = folder.file("state.db")
        try SQLite.run(String(contentsOf: text, encoding: .utf8), in: path)
        return path
    }

    /// What a store says when it is asked for everything.
    private struct Contents: Equatable {
        var bundles: [String?] = []
        var replicates: [[Value?]] = []
        var answers: [ClaimAnswer] = []

        init(_ path: String) async throws {
            let store = try await SQLiteStateStore(path: path)
            try await store.checkIntegrity()
            let runs = try await store.storedRuns()
            bundles = runs.map(\.bundle?.json)
            replicates = runs.map { $0.replicates.map(\.data) }
            for key in ["finished", "lost", "cut"] {
                let claim = IdempotencyClaim(
                    key: key,
                    fingerprint: "f",
                    owner: "test",
                    lease: .seconds(1),
                    isRepeatable: true
                )
                answers.append(try await store.claim(claim))
            }
            await store.close()
        }
    }

    @Test("A store of each format is brought up to date with all it holds, and copied aside before", arguments: formats)
    func whole(format: Int) async throws {
        let folder = try Folder()
        let path = try Self.store(format, in: folder)
        let contents = try await Contents(path)
        #expect(contents.bundles.map { $0 == nil } == [true, false, false])
        #expect(contents.replicates.map(\.count) == [5, 8, 8])
        #expect(contents.answers == [.finished(result: [0, 255] + Array(" answer".utf8)), .unknown, .unknown])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.sorted() == ["state.db", "state.db.v\(format)"])
        #expect(try folder.mode("state.db.v\(format)") == 0o600)
        #expect(try await Contents(path + ".v\(format)") == contents)
    }

    @Test(
        "Wherever a migration is cut short, the next one finishes it and loses nothing (B21)",
        arguments: formats,
        FaultShim.Kind.writes + [.statement]
    )
    func cutShort(format: Int, kind: FaultShim.Kind) async throws {
        let original = try Folder()
        let path = try Self.store(format, in: original)
        try FileManager.default.copyItem(atPath: path, toPath: path + ".original")
        let places = try await Self.places(path, kind)
        let reference = try await Contents(path)
        let step = Self.isSoak ? 1 : max(2, places / 4)
        for place in stride(from: 1 + (format + kind.rawValue.count) % step, through: places, by: step) {
            let folder = try Folder()
            let copy = folder.file("state.db")
            try FileManager.default.copyItem(atPath: path + ".original", toPath: copy)
            let cut = try await Driver.run(["open", copy], FaultShim.environment(copy, kind: kind, at: place))
            let label: Comment = "format \(format) cut by \(kind) at \(place) of \(places)"
            // How often a lock is asked for differs from run to run: a late place may never come.
            let isMissed = cut.status == 0 && place > places / 2
            #expect(kind.isSurvived ? cut.reason == .exit : cut.status == SIGKILL || isMissed, label)
            if kind.isSurvived, cut.status != 0 { #expect(cut.errors.contains("store_"), "\(label): \(cut.errors)") }
            #expect(try await Contents(copy) == reference, label)
            #expect(try await Contents(copy + ".v\(format)") == reference, "\(label): the copy")
            #expect(!FileManager.default.fileExists(atPath: copy + ".v\(format).part"), label)
        }
    }

    /// How many places there are at which opening a store can be cut; migrates it.
    private static func places(_ path: String, _ kind: FaultShim.Kind) async throws -> Int {
        let log = path + ".operations.log"
        let ended = try await Driver.run(["open", path], FaultShim.environment(path, kind: kind, log: log))
        #expect(ended.status == 0, "\(ended.errors)")
        let places = try FaultShim.places(log, for: kind)
        #expect(places > 10)
        return places
    }

    @Test("Of processes that migrate one store at once one does, and the others wait for it (D6)", arguments: formats)
    func atOnce(format: Int) async throws {
        let folder = try Folder()
        let path = try Self.store(format, in: folder)
        let processes = try (0..<6).map { _ in try Driver.start(["open", path]) }
        for process in processes {
            try await onThread { process.waitUntilExit() }
            #expect(process.terminationStatus == 0)
        }
        #expect(try await Contents(path) == Contents(path + ".v\(format)"))
    }

    @Test("Of processes that create one store at once all can use it")
    func createdAtOnce() async throws {
        for _ in 0..<(Self.isSoak ? 100 : 5) {
            let folder = try Folder()
            let processes = try (0..<8).map { _ in try Driver.start(["open", folder.file("state.db")]) }
            for process in processes {
                try await onThread { process.waitUntilExit() }
                #expect(process.terminationStatus == 0)
            }
        }
    }

    @Test("A database of another program is not even changed in how it keeps its journal")
    func foreign() async throws {
        let folder = try Folder()
        let path = folder.file("other.db")
        try SQLite.run("CREATE TABLE mine (x); INSERT INTO mine VALUES (1);", in: path)
        let before = try Data(contentsOf: URL(filePath: path))
        await #expect(throws: AssayError.self) { _ = try await SQLiteStateStore(path: path) }
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["other.db"])
    }
}
