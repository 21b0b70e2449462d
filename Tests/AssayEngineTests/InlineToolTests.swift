import AssayCore
import AssayEngine
import AssayStatistics
import AssayTesting
import Foundation
import Synchronization
import Testing

@Suite("Tools that answer where the run is started", .timeLimit(.minutes(10)))
struct InlineToolTests {
    /// Answers as a closure says, and counts its answers.
    private final class Instant: InlineTool {
        let descriptor = ToolDescriptor(name: "instant", flags: .concurrent)
        let answers = Atomic<Int>(0)
        private let body: @Sendable (ToolCall) throws -> Value

        init(_ body: @escaping @Sendable (ToolCall) throws -> Value) { self.body = body }

        func answer(_ call: ToolCall) throws -> ToolResult {
            answers.add(1, ordering: .relaxed)
            return ToolResult(try body(call))
        }

        /// The same tool, run on threads like any other.
        var onThreads: ScriptedTool { ScriptedTool(descriptor) { [body] in ToolResult(try body($0)) } }
    }

    private static func letter(_ call: ToolCall) -> Value {
        var random = SplitMix64(seed: call.seed)
        let letter = ["a", "a", "b"][Int(random.next() % 3)]
        return ["letter": .string(letter), "size": .number(Double(random.next() % 9))]
    }

    @Test("The evidence is that of the same tool on threads", arguments: [1, 2, 3, 10, 64, 65, 500])
    func sameEvidence(k: Int) async throws {
        let tool = Instant(Self.letter)
        for rule in ["never", "stability(0.2)", "lead(3)", "curtailed"] {
            for rounds in [BundleOptions.Rounds.eager, .fewest] {
                let options = BundleOptions(k: k, rootSeed: 3, stop: try StoppingRules.parse(rule), rounds: rounds)
                let inline = try await Fixtures.run(tool, options)
                let onThreads = try await Fixtures.run(tool.onThreads, options)
                #expect(inline.digest == onThreads.digest)
            }
        }
    }

    @Test("A short run is over when it has been started")
    func atOnce() async throws {
        let tool = Instant(Self.letter)
        // On a clock that stands, since on a busy machine microseconds may take longer than an inline run may.
        let engine = Engine(clock: ManualClock())
        let run = try engine.start(tool, request: [:], options: BundleOptions(k: 64, stop: NeverRule()))
        #expect(tool.answers.load(ordering: .relaxed) == 64)
        #expect(try await run.output.bundle.outcome == .complete)
    }

    @Test("A long run is not made where it is started")
    func longRun() async throws {
        let here = ThreadMark()
        let tool = Instant { call in
            #expect(!here.isCurrent)
            return ["letter": "a"]
        }
        let run = try here.within {
            try Engine().start(tool, request: [:], options: BundleOptions(k: 65, stop: NeverRule()))
        }
        #expect(try await run.output.bundle.replicates.count == 65)
    }

    @Test("Answers that turn out slow move to other threads")
    func slowAnswers() async throws {
        let clock = ManualClock()
        let here = ThreadMark()
        let madeHere = Atomic<Int>(0)
        let tool = Instant { _ in
            if here.isCurrent { madeHere.add(1, ordering: .relaxed) }
            clock.advance(by: .milliseconds(3))
            return ["letter": "a"]
        }
        let run = try here.within {
            try Engine(clock: clock).start(tool, request: [:], options: BundleOptions(k: 40, stop: NeverRule()))
        }
        #expect(try await run.output.bundle.replicates.map(\.index) == Array(0..<40))
        #expect(madeHere.load(ordering: .relaxed) == 1)
    }

    @Test("Answers of much text are summarised on other threads, with the same evidence")
    func muchText() async throws {
        let tool = Instant { call in ["text": .string(String(repeating: "word \(call.seed % 7) ", count: 900))] }
        let options = BundleOptions(k: 20, stop: NeverRule())
        let inline = try await Fixtures.run(tool, options)
        #expect(inline.digest == (try await Fixtures.run(tool.onThreads, options)).digest)
    }

    @Test("A rule that takes long is asked on other threads, and so are many series of much text")
    func slowRule() async throws {
        let clock = ManualClock()
        let here = ThreadMark()
        let judged = Mutex((all: 0, here: 0))
        let rule = SlowRule {
            let isHere = here.isCurrent
            judged.withLock { $0 = ($0.all + 1, $0.here + (isHere ? 1 : 0)) }
            clock.advance(by: .milliseconds(3))
        }
        let tool = Instant(Self.letter)
        let run = try here.within {
            try Engine(clock: clock).start(tool, request: [:], options: BundleOptions(k: 20, stop: rule))
        }
        #expect(try await run.output.bundle.replicates.count == 20)
        let count = judged.withLock { $0 }
        // How many could be enough is asked of up to twenty votes, before anything has run.
        #expect(count.here <= 20 && count.all > count.here)

        let text = Instant { call in ["text": .string(String(repeating: "word \(call.seed % 7) ", count: 900))] }
        let options = BundleOptions(k: 64, stop: NeverRule(), maxParallel: 10)
        let onThreads = try await Fixtures.run(text.onThreads, options)
        #expect(try await Fixtures.run(text, options).digest == onThreads.digest)
    }

    @Test("A value of many levels is as good an answer as others")
    func deepAnswer() async throws {
        let tool = Instant { _ in (0..<300).reduce(["a": 1] as Value) { value, _ in [value] } }
        let options = BundleOptions(k: 5, stop: NeverRule())
        let onThreads = try await Fixtures.run(tool.onThreads, options)
        #expect(try await Fixtures.run(tool, options).digest == onThreads.digest)
    }

    @Test("The deadline reaches an answer that waits for it")
    func deadline() async throws {
        let clock = ManualClock()
        let asked = Gate()
        let tool = Instant { call in
            asked.open()
            while !call.isCancelled {}
            throw AssayError(.cancelled, "gave up")
        }
        var options = BundleOptions(k: 3, stop: NeverRule())
        options.deadline = .milliseconds(100)
        let started = Gate()
        let held = Mutex<Run?>(nil)
        // On a thread of its own: one of Swift's cooperative pool would be missed by everybody else.
        Thread.detachNewThread { [options] in
            let run = try? Engine(clock: clock).start(tool, request: [:], options: options)
            held.withLock { $0 = run }
            started.open()
        }
        await clock.sleepers(atLeast: 1)
        await asked.wait()
        clock.advance(by: .milliseconds(100))
        await started.wait()
        let run = try #require(held.withLock { $0 })
        let bundle = try await run.output.bundle
        #expect(bundle.meta.endedBy == .deadline)
        #expect(bundle.replicates.map { $0.failure?.code } == [.deadline])
    }

    @Test("Failures, warnings and usage stay with the replicate they belong to")
    func ownSignals() async throws {
        let tool = Instant { call in
            if call.replicate == 7 { throw AssayError(.toolFailed, "no luck") }
            if call.replicate == 8 { throw Fixtures.Oops() }
            if call.replicate == 9 { call.signal(.warning("at 9")) }
            call.signal(.usage(Usage(tokens: Int64(call.replicate))))
            return ["letter": "a"]
        }
        let bundle = try await Fixtures.run(tool, BundleOptions(k: 20, stop: NeverRule()))
        for replicate in bundle.replicates {
            let hasFailed = [7, 8].contains(replicate.index)
            #expect((replicate.failure?.code == .toolFailed) == hasFailed)
            #expect(replicate.quality.warnings == (replicate.index == 9 ? ["at 9"] : []))
            #expect(replicate.usage?.tokens == (hasFailed ? nil : Int64(replicate.index)))
        }
    }

    @Test("Events tell the same story in the same order")
    func events() async throws {
        let tool = Instant(Self.letter)
        let run = try Engine().start(tool, request: [:], options: BundleOptions(k: 10, stop: NeverRule()))
        let events = await Fixtures.events(of: run)
        #expect(events.map(\.sequence) == Array(0..<events.count))
        #expect(events.first?.name == "tool_started")
        #expect(events.last?.name == "bundle_ready")
        #expect(events.count { $0.name == "replicate_started" } == 10)
        #expect(events.count { $0.name == "replicate_done" } == 10)
        #expect(events.count { $0.name == "partial_summary" } == 1)
    }

    @Test("Limits, records and budgets take the usual way, with the usual result")
    func limits() async throws {
        let tool = Instant(Self.letter)
        var options = BundleOptions(k: 10, stop: NeverRule())
        let plain = try await Fixtures.run(tool, options)
        options.timeout = .seconds(600)
        #expect(try await Fixtures.run(tool, options).replicates.map(\.data) == plain.replicates.map(\.data))
        options.globalBudget = Budget(tokens: 100)
        let onThreads = try await Fixtures.run(tool.onThreads, options)
        #expect(try await Fixtures.run(tool, options).digest == onThreads.digest)
        let store = InMemoryStateStore()
        let run = try Engine().start(
            tool,
            request: [:],
            options: BundleOptions(k: 10, stop: NeverRule()),
            context: RunContext(store: store)
        )
        #expect(try await run.output.bundle.digest == plain.digest)
    }

    @Test("A run cancelled from within keeps what was answered")
    func cancelled() async throws {
        let tool = Instant { call in
            guard call.replicate < 5 else { throw CancellationError() }
            return ["letter": "a"]
        }
        let bundle = try await Fixtures.run(tool, BundleOptions(k: 10, stop: NeverRule()))
        #expect(bundle.replicates.prefix(5).allSatisfy { $0.failure == nil })
        #expect(bundle.replicates.dropFirst(5).allSatisfy { $0.failure?.code == .cancelled })
        #expect(bundle.outcome == .partial)
    }
}

/// Never holds, and does something when it is asked.
private struct SlowRule: StoppingRule {
    let name = "slow"
    let asked: @Sendable () -> Void

    func shouldStop(votes: VoteTally) -> Bool {
        asked()
        return false
    }

    func fewestDraws(votes: VoteTally) -> Int { 1 }
}

/// Knows the thread that is inside of it.
private final class ThreadMark: Sendable {
    private let inside = Mutex<ObjectIdentifier?>(nil)

    var isCurrent: Bool { inside.withLock { $0 == ObjectIdentifier(Thread.current) } }

    func within<T>(_ work: () throws -> T) rethrows -> T {
        inside.withLock { $0 = ObjectIdentifier(Thread.current) }
        defer { inside.withLock { $0 = nil } }
        return try work()
    }
}
