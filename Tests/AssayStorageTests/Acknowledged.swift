import AssayCore
import Testing

/// What a process said was on disk, from its log.
struct Acknowledged {
    /// Calls of a tool that were made: their attempts must be on record.
    private var calls: [(trace: String, replicate: Int)] = []
    /// Runs that had an output: their bundles must be on record.
    private var outputs: [(id: String, digest: String)] = []

    init(_ lines: some Sequence<String>, includingCalls: Bool = true) {
        for line in lines {
            let words = line.split(separator: " ").map(String.init)
            switch words.first {
            case "exec" where includingCalls: calls.append((words[1], Int(words[3]) ?? -1))
            case "done", "resumed": outputs.append((words[1], words[2]))
            default: break
            }
        }
    }

    func check(_ runs: [StoredRun], _ label: Comment) throws {
        for call in calls {
            let run = runs.first { $0.plan.execution.traceID == call.trace && has($0, call.replicate) }
            #expect(run != nil, "\(label): the call of replicate \(call.replicate) is not on record")
        }
        for output in outputs {
            let run = runs.first { $0.plan.execution.runID == output.id }
            #expect(run?.bundle?.digest == output.digest, "\(label): the output is not on record")
        }
    }

    private func has(_ run: StoredRun, _ replicate: Int) -> Bool {
        run.attempts.contains { $0.replicate == replicate }
    }
}
