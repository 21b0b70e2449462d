import Assay
import Foundation

/// Records runs of a sound plugin, and now and then one of a plugin that fails, and tells what the process holds meanwhile.
///
/// It goes on for a time, or for a number of runs where the time is 0.
struct SoakBenchmark {
    private let seconds: Int
    private let limit: Int
    private let good: any Tool
    private let broken: any Tool
    private let store: String

    private static let samples = 60

    init(_ words: ArraySlice<String>) throws {
        let words = Array(words)
        let isCounted = words.first?.hasSuffix("runs") ?? false
        guard words.count == 4, let number = Int(words[0].replacing("runs", with: "")), number > 0 else {
            throw AssayError(
                .invalidArgument,
                "soak needs seconds or a number of runs such as 500runs, a sound plugin, a broken one and a path of a store"
            )
        }
        (seconds, limit) = isCounted ? (0, number) : (number, .max)
        (good, broken, store) = (try Caller.load(words[1]), try Caller.load(words[2]), words[3])
    }

    func run() async throws {
        let store = try await SQLiteStateStore(path: store)
        let start = ContinuousClock.now
        var (runs, unexpected) = (0, 0)
        for sample in 1...Self.samples {
            let end = start + .milliseconds(seconds * 1000 * sample / Self.samples)
            let last = limit == .max ? Int.max : limit * sample / Self.samples
            while seconds == 0 ? runs < last : ContinuousClock.now < end {
                runs += 1
                let outcome = try await record(runs % 200 == 0 ? broken : good, in: store)
                if outcome != (runs % 200 == 0 ? .failed : .complete) { unexpected += 1 }
            }
            try tell(ContinuousClock.now - start, runs, unexpected)
        }
        await store.close()
    }

    /// Records a run, and removes it when it is over.
    private func record(_ tool: any Tool, in store: SQLiteStateStore) async throws -> OutcomeKind {
        let options = BundleOptions(k: 20, stop: NeverRule(), rounds: .eager)
        let run = try Engine().start(tool, request: [:], options: options, context: RunContext(store: store))
        let output = try await run.output
        try await store.delete(run.id)
        return output.bundle.outcome
    }

    private func tell(_ time: Duration, _ runs: Int, _ unexpected: Int) throws {
        let log = try FileManager.default.attributesOfItem(atPath: store + "-wal")[.size] as? Int
        let line: Value = [
            "seconds": .number(time / .seconds(1)), "kib": Value(Holdings.residentKiB),
            "heap": Value(Holdings.heapBytes),
            "descriptors": Value(Holdings.descriptors), "threads": Value(Holdings.threads),
            "wal_bytes": Value(log ?? 0), "runs": Value(runs), "unexpected": Value(unexpected),
        ]
        print(line.canonicalJSON)
    }
}
