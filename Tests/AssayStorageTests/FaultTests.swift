import AssayCore
import AssayStorage
import Foundation
import TestSupport
import Testing

@Suite("Writes that break", .serialized)
struct FaultTests {
    private static let isSoak = ProcessInfo.processInfo.environment["ASSAY_SOAK"] == "1"

    @Test(
        "Whichever write or sync breaks: nothing acknowledged is lost, and only what is missing runs again (B16, B19)",
        arguments: FaultShim.Kind.writes
    )
    func everyOperation(kind: FaultShim.Kind) async throws {
        let reference = try await Reference.make()
        // Every place is tried in the long variant; the short one tries each with one kind, or fewer.
        let step = Self.isSoak ? 1 : max(4, reference.operations / 15)
        let offset = FaultShim.Kind.writes.firstIndex(of: kind) ?? 0
        for place in stride(from: 1 + offset % step, through: reference.operations, by: step) {
            try await check(kind, at: place, reference)
        }
    }

    private func check(_ kind: FaultShim.Kind, at place: Int, _ reference: Reference) async throws {
        let folder = try Folder()
        let path = folder.file("state.db")
        let ended = try await Driver.run(["run", path], FaultShim.environment(path, kind: kind, at: place))
        let label: Comment = "\(kind) at \(place)"
        if kind.isSurvived {
            #expect(ended.reason == .exit, label)
            if ended.status != 0 { #expect(ended.errors.contains("store_"), "\(label): \(ended.errors)") }
        } else {
            // How much is written together differs from run to run: a late operation may never come.
            let isMissed = ended.reason == .exit && ended.status == 0 && place > reference.operations / 2
            #expect(isMissed || ended.status == SIGKILL, label)
        }
        let before = Driver.lines(path + ".log")
        let unfinished = try await intact(path, acknowledged: before, isRecording: !kind.isSurvived, label)
        // A call that is made again under its key goes on by itself; where recording failed and the run did not, a person
        // has to ask for it.
        let command = !kind.isSurvived && place.isMultiple(of: 2) ? "run" : "recover"
        let recovered = try await Driver.run([command, path])
        #expect(recovered.status == 0, "\(label): \(recovered.errors)")
        let after = Driver.lines(path + ".log").dropFirst(before.count)
        for run in unfinished {
            // A substitute's run continues the trace of the one it stands in for.
            let call = "exec \(run.plan.execution.traceID) \(run.plan.meta.tool.name) "
            let executed = after.filter { $0.hasPrefix(call) }.compactMap { Int($0.dropFirst(call.count)) }
            let missing = Set(0..<8).subtracting(run.replicates.map(\.index))
            #expect(Set(executed) == missing, label)
        }
        #expect(after.last?.hasSuffix(reference.digests["second"] ?? "") == true, label)
        try await finished(path, reference, label)
        if !kind.isSurvived {
            let runs = try await SQLiteStateStore(path: path).runs(limit: 9, earlierThan: nil)
            #expect(runs.count == 2, "\(label): a run was begun anew")
        }
    }

    /// Opens the store after the crash: it is sound and has everything that was acknowledged.
    ///
    /// - Returns: the runs that were cut short.
    private func intact(
        _ path: String,
        acknowledged: [String],
        isRecording: Bool,
        _ label: Comment
    ) async throws -> [StoredRun] {
        let store = try await SQLiteStateStore(path: path)
        try await store.checkIntegrity()
        let runs = try await store.storedRuns()
        try Acknowledged(acknowledged, includingCalls: isRecording).check(runs, label)
        return runs.filter { $0.bundle == nil }
    }

    /// After the recovery every run has the evidence of one that nothing happened to.
    private func finished(_ path: String, _ reference: Reference, _ label: Comment) async throws {
        let store = try await SQLiteStateStore(path: path)
        try await store.checkIntegrity()
        for run in try await store.storedRuns() {
            #expect(run.bundle?.digest == reference.digests[run.plan.meta.tool.name], label)
            #expect(run.openAttempts.allSatisfy { $0.replicate < 8 }, label)
            #expect(run.replicates.count == 8, label)
        }
    }
}

/// A run that nothing happened to.
private struct Reference {
    /// The digest of the evidence, by tool.
    let digests: [String: String]
    /// How many operations there are that can break.
    let operations: Int

    static func make() async throws -> Reference {
        let folder = try Folder()
        let path = folder.file("state.db")
        let ended = try await Driver.run(["run", path], FaultShim.environment(path, log: folder.file("operations")))
        #expect(ended.status == 0, "\(ended.errors)")
        let runs = try await SQLiteStateStore(path: path).storedRuns()
        let operations = try FaultShim.operations(folder.file("operations")).filter { !$0.path.hasSuffix(".log") }
        #expect(operations.count > 50)
        return Reference(
            digests: Dictionary(uniqueKeysWithValues: runs.map { ($0.plan.meta.tool.name, $0.bundle?.digest ?? "") }),
            operations: operations.count
        )
    }
}

extension SQLiteStateStore {
    /// Everything of every run.
    func storedRuns() async throws -> [StoredRun] {
        var stored: [StoredRun] = []
        for record in try await runs(limit: .max, earlierThan: nil) {
            stored.append(try #require(try await run(record.id)))
        }
        return stored
    }
}
