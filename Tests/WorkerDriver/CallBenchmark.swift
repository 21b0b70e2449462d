import Assay
import Foundation

/// Times single calls, and counts what they leave behind.
struct CallBenchmark {
    private let count: Int
    private let path: String

    init(_ words: ArraySlice<String>) throws { (count, path) = try Caller.countAndPath(words, "calls") }

    func run() async throws {
        let tool = try Caller.load(path)
        let line = try await Task(executorPreference: ThreadPerJob.shared) { [count] in
            for _ in 0..<min(count, 10_000) { _ = try await tool.execute(ToolCall(request: [:])) }
            // Written to before memory is measured, so that its pages do not count.
            var times = [UInt64](repeating: 1, count: count)
            let before = (Holdings.residentKiB, Holdings.descriptors, Holdings.threads)
            for number in 0..<count {
                let start = clock_gettime_nsec()
                _ = try await tool.execute(ToolCall(request: [:], seed: UInt64(number)))
                times[number] = clock_gettime_nsec() - start
            }
            let after = (Holdings.residentKiB, Holdings.descriptors, Holdings.threads)
            times.sort()
            return [
                "calls": Value(count), "p50_us": .number(Double(times[times.count / 2]) / 1000),
                "p99_us": .number(Double(times[times.count * 99 / 100]) / 1000),
                "more_kib": Value(after.0 - before.0),
                "more_descriptors": Value(after.1 - before.1), "more_threads": Value(after.2 - before.2),
            ] as Value
        }.value
        print(line.canonicalJSON)
    }
}

/// Times starting a worker that loads a plugin and describes it.
struct ColdBenchmark {
    private let count: Int
    private let path: String

    init(_ words: ArraySlice<String>) throws { (count, path) = try Caller.countAndPath(words, "cold") }

    func run() throws {
        _ = try Caller.load(path)
        let before = (Holdings.residentKiB, Holdings.descriptors, Holdings.children)
        var times: [UInt64] = []
        for _ in 0..<count {
            let start = clock_gettime_nsec()
            // A machine that is busy otherwise may take long for one of thousands, and must not end the rest.
            let tool = try Caller.load(path, loadTimeout: .seconds(30))
            times.append(clock_gettime_nsec() - start)
            // The worker ends with the tool, which is no part of its start.
            withExtendedLifetime(tool) {}
        }
        times.sort()
        let line: Value = [
            "starts": Value(count), "p50_ms": .number(Double(times[count / 2]) / 1e6),
            "p99_ms": .number(Double(times[count * 99 / 100]) / 1e6),
            "more_kib": Value(Holdings.residentKiB - before.0),
            "more_descriptors": Value(Holdings.descriptors - before.1),
            "more_children": Value(Holdings.children - before.2),
        ]
        print(line.canonicalJSON)
    }
}

/// Calls a plugin that hangs and says so, so that somebody can kill this process meanwhile.
struct Hang {
    private let path: String

    init(_ words: ArraySlice<String>) throws {
        guard let path = words.first else { throw AssayError(.invalidArgument, "hang needs a plugin") }
        self.path = path
    }

    func run() async throws {
        let tool = try Caller.load(path)
        let call = Task { try await Caller.ask(tool) }
        print("hanging")
        fflush(nil)
        _ = try await call.value
    }
}

/// Nanoseconds of a clock that only goes forward.
func clock_gettime_nsec() -> UInt64 { DispatchTime.now().uptimeNanoseconds }
