import Assay
import Foundation

/// Times how long after its deadline a call of a plugin that hangs is answered.
struct LateBenchmark {
    private let count: Int
    private let path: String
    private static let limitMS = 50

    init(_ words: ArraySlice<String>) throws { (count, path) = try Caller.countAndPath(words, "late") }

    func run() async throws {
        let tool = try Caller.load(path)
        var times = Times()
        for _ in 0..<count {
            let start = clock_gettime_nsec()
            let error = await Caller.failure(of: tool, timeout: .milliseconds(Self.limitMS))
            guard error?.code == .timeout else { throw error ?? AssayError(.toolFailed, "the plugin answers") }
            times.add(clock_gettime_nsec() - start - UInt64(Self.limitMS) * 1_000_000)
        }
        var line = times.document
        line["calls"] = Value(count)
        print(Value.object(line).canonicalJSON)
    }
}
