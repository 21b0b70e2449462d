internal import AssayCore

/// Where the runs of a call under a key are recorded: those a process that died has left are found under their ids again.
struct RunTrail: Sendable {
    /// The id of the call's first run.
    let runID: String
    let store: any RunStore
    /// Whether the call was begun by a process that died.
    let isTakenOver: Bool

    /// The id of the run that follows so many that failed.
    func id(after failed: Int) -> String { failed == 0 ? runID : "\(runID)-\(failed + 1)" }

    /// What is recorded of that run.
    func run(after failed: Int) async throws(AssayError) -> StoredRun? {
        isTakenOver ? try await store.run(id(after: failed)) : nil
    }
}

/// One of the runs of a call.
enum CallStep: Sendable {
    case run(Run)
    /// It was over when the process that began it died.
    case recorded(EvidenceBundle)

    /// What it came to.
    var output: OrchestrationOutput {
        get async throws {
            switch self {
            case .run(let run): return try await run.output
            case .recorded(let bundle):
                var output = OrchestrationOutput(bundle)
                output.isReplayed = true
                return output
            }
        }
    }
}
