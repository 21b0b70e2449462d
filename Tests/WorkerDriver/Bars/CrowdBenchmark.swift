import Assay
import Foundation

/// Times sound calls, and tasks that do nothing, alone and beside plugins that hang.
struct CrowdBenchmark {
    private let good: any Tool
    private let hanging: [any Tool]
    private let engine = Engine()

    private static let rounds = 5
    private static let window = Duration.seconds(2)

    /// What happened in one window of time.
    private struct Window {
        var calls = 0
        var tasks = Times()
    }

    init(_ words: ArraySlice<String>) throws {
        guard let path = words.first else { throw AssayError(.invalidArgument, "crowd needs plugins") }
        good = try Caller.load(path)
        hanging = try words.dropFirst().map { try Caller.load($0) }
    }

    func run() async throws {
        _ = try await watch()
        var (ratios, alone, beside) = ([Double](), Times(), Times())
        // In turns, so that whatever else the machine does falls on both.
        for _ in 0..<Self.rounds {
            let before = try await watch()
            let crowded = try await hanging { try await watch() }
            let after = try await watch()
            ratios.append(Double(2 * crowded.calls) / Double(before.calls + after.calls))
            alone.add(before.tasks)
            beside.add(crowded.tasks)
        }
        let line: Value = [
            "hanging": Value(hanging.count), "ratios": .array(ratios.sorted().map { .number($0) }),
            "task_alone": .object(alone.document), "task_beside": .object(beside.document),
        ]
        print(line.canonicalJSON)
    }

    /// Does work while every plugin hangs.
    private func hanging<T>(_ work: () async throws -> T) async throws -> T {
        let runs = try hanging.map { try engine.start($0, request: [:], options: BundleOptions(k: 1)) }
        try await Task.sleep(for: .milliseconds(500))
        let result = try await work()
        for run in runs { run.cancel() }
        for run in runs { _ = try await run.output }
        return result
    }

    private func watch() async throws -> Window {
        let end = ContinuousClock.now + Self.window
        async let tasks = Self.tasks(until: end)
        var window = Window()
        let options = BundleOptions(k: 50, stop: NeverRule(), rounds: .eager, maxParallel: 1)
        while ContinuousClock.now < end {
            window.calls += try await engine.start(good, request: [:], options: options).output.bundle.replicates.count
        }
        window.tasks = try await tasks
        return window
    }

    /// How long tasks that do nothing take on the pool that all tasks share.
    private static func tasks(until end: ContinuousClock.Instant) async throws -> Times {
        var times = Times()
        while ContinuousClock.now < end {
            let start = clock_gettime_nsec()
            await Task.detached {}.value
            times.add(clock_gettime_nsec() - start)
            try await Task.sleep(for: .milliseconds(2))
        }
        return times
    }
}
