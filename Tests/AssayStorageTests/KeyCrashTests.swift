import AssayStorage
import Foundation
import TestSupport
import Testing

@Suite("Calls under a key that are cut short anywhere", .serialized)
struct KeyCrashTests {
    private static let isSoak = ProcessInfo.processInfo.environment["ASSAY_SOAK"] == "1"

    /// What is called, as the helper program knows it.
    enum Call: String, CaseIterable {
        case plain
        case recorded = "recorded-plain"
        case effects = "effects-plain"
        case recordedEffects = "effects-recorded-plain"

        var hasEffects: Bool { self == .effects || self == .recordedEffects }
    }

    @Test(
        "Whichever statement or write of a call breaks: no side effect happens twice, no key is held for ever (B15)",
        arguments: Call.allCases,
        [.statement, .kill, .tear, .io, .full] as [FaultShim.Kind]
    )
    func everywhere(call: Call, kind: FaultShim.Kind) async throws {
        let reference = try await Reference.make(call, kind)
        // Every place is tried in the long variant.
        let step = Self.isSoak ? 1 : max(2, reference.places / 3)
        let first = 1 + (call.rawValue.count + kind.rawValue.count) % step
        for place in stride(from: first, through: reference.places, by: step) {
            try await check(call, kind, at: place, reference)
        }
    }

    private func check(_ call: Call, _ kind: FaultShim.Kind, at place: Int, _ reference: Reference) async throws {
        let folder = try Folder()
        let path = try await Self.emptyStore(in: folder)
        var log: [String] { Driver.lines(path + ".log") }
        let words = ["call", path, "a", call.rawValue]
        let label: Comment = "\(call) cut by \(kind) at \(place) of \(reference.places)"
        let cut = try await Driver.run(words, FaultShim.environment(path, kind: kind, at: place))
        // How much is written together differs from run to run: a late place may never come.
        let isMissed = cut.status == 0 && place > reference.places / 2
        #expect(kind.isSurvived ? cut.reason == .exit : cut.status == SIGKILL || isMissed, label)
        #expect(try await Driver.run(words).status == 0, label)
        if call.hasEffects {
            #expect(log.count { $0 == "called" } <= 1, label)
            if log.last == "error unknown_outcome" {
                #expect(try await SQLiteStateStore(path: path).resolve("order"), label)
                #expect(try await Driver.run(words).status == 0, label)
            }
        }
        #expect(log.last?.hasPrefix("answered") == true, "\(label): \(log)")
        #expect(log.last?.hasSuffix(reference.digest) == true, "\(label): \(log)")
        #expect(try await Driver.run(words).status == 0 && log.last == "answered replayed \(reference.digest)", label)
    }

    fileprivate static func emptyStore(in folder: Folder) async throws -> String {
        let path = folder.file("state.db")
        try await SQLiteStateStore(path: path).close()
        return path
    }
}

/// A call that nothing happened to.
private struct Reference {
    let digest: String
    /// How many places there are at which it can be cut.
    let places: Int

    static func make(_ call: KeyCrashTests.Call, _ kind: FaultShim.Kind) async throws -> Reference {
        let folder = try Folder()
        let path = try await KeyCrashTests.emptyStore(in: folder)
        let environment = try FaultShim.environment(path, kind: kind, log: folder.file("operations"))
        #expect(try await Driver.run(["call", path, "a", call.rawValue], environment).status == 0)
        let places = try FaultShim.places(folder.file("operations"), for: kind)
        #expect(places > 10)
        let answer = try #require(Driver.lines(path + ".log").last)
        return Reference(digest: String(answer.split(separator: " ")[2]), places: places)
    }
}
