import AssayCore
import AssayEngine
import AssayStatistics
import AssayTesting
import Synchronization
import Testing

@Suite("Batches")
struct BatchTests {
    /// Draws two numbers per seed, alone or in a batch.
    struct Dice: BatchTool {
        let descriptor = ToolDescriptor(name: "dice", flags: .concurrent)
        let columns = ["x", "y"]
        var isBroken = false
        let batches = Counter()

        func execute(_ call: ToolCall) async throws -> ToolResult {
            let (x, y) = Self.draw(call.seed)
            return ToolResult(["x": .number(x), "y": .number(y)])
        }

        func executeBatch(_ call: ToolCall, seeds: [UInt64]) async throws -> [[Double]] {
            batches.add()
            let draws = seeds.map(Self.draw)
            if isBroken { return [draws.map(\.0)] }
            return [draws.map(\.0), draws.map(\.1)]
        }

        static func draw(_ seed: UInt64) -> (Double, Double) {
            var random = SplitMix64(seed: seed)
            return (
                Double.random(in: 0..<1, using: &random), seed == 83 ? .nan : Double.random(in: 0..<1, using: &random)
            )
        }
    }

    final class Counter: Sendable {
        private let count = Mutex(0)
        func add() { count.withLock { $0 += 1 } }
        var value: Int { count.withLock { $0 } }
    }

    @Test("A batch gives the evidence of single calls")
    func equalsSingleCalls() async throws {
        let options = BundleOptions(k: 20_000, rootSeed: 3, stop: NeverRule(), maxParallel: 2)
        let dice = Dice()
        let batch = try await Fixtures.run(dice, options)
        let single = ScriptedTool(dice.descriptor) { try await dice.execute($0) }
        #expect(try await Fixtures.run(single, options).digest == batch.digest)
        #expect(dice.batches.value >= 4)
        #expect(batch.outcome == .complete)
    }

    @Test("A number that is none fails its replicate and no other")
    func notANumber() async throws {
        let bundle = try await Fixtures.run(Dice(), BundleOptions(k: 9000, stop: NeverRule()))
        #expect(bundle.failures.map(\.seed) == [83])
        #expect(bundle.failures.first?.failure?.code == .badOutput)
        #expect(bundle.outcome == .partial)
    }

    @Test("A batch of the wrong shape is a failure that says what would be right")
    func wrongShape() async throws {
        let bundle = try await Fixtures.run(
            Dice(isBroken: true),
            BundleOptions(k: 8192, rootSeed: 1, stop: NeverRule())
        )
        #expect(bundle.outcome == .failed)
        #expect(bundle.failures.first?.failure?.message == "a batch must return 2 columns of 4096 numbers each")
    }

    @Test("A rule that may stop soon is given single replicates first")
    func smallRounds() async throws {
        let dice = Dice()
        let bundle = try await Fixtures.run(dice, BundleOptions(k: 50, rootSeed: 1, stop: StabilityRule(epsilon: 0.2)))
        #expect(bundle.replicates.count <= 50)
        #expect(dice.batches.value == 0)
    }

    @Test(
        "Each answer of a batch meets the schema or breaks it as it would alone",
        arguments: [
            ["type": "number", "minimum": 0, "maximum": 1], ["type": "number", "minimum": 0.25], ["maximum": 0.5],
            ["type": "integer"], ["type": "string"], ["anyOf": [["maximum": 0.25], ["minimum": 0.75]]],
            ["not": ["minimum": 0.5, "maximum": 0.75]], ["exclusiveMaximum": 0], ["allOf": [["minimum": 0.1]]],
        ] as [Value]
    )
    func schema(property: Value) async throws {
        let schema: Value = ["type": "object", "properties": ["x": property], "required": ["x", "y"]]
        let options = BundleOptions(k: 500, rootSeed: 7, stop: NeverRule(), outputSchema: schema)
        let dice = Dice()
        let single = ScriptedTool(dice.descriptor) { try await dice.execute($0) }
        let batch = try await Fixtures.run(dice, options)
        let alone = try await Fixtures.run(single, options)
        #expect(batch.digest == alone.digest)
        #expect(batch.failures.map(\.index) == alone.failures.map(\.index))
        #expect(batch.failures.map(\.quality.errors) == alone.failures.map(\.quality.errors))
        #expect(dice.batches.value > 0)
    }

    @Test("The story of a batch is the same whether somebody watches or reads it afterwards")
    func events() async throws {
        let options = BundleOptions(k: 300, rootSeed: 3, stop: NeverRule(), maxParallel: 1)
        let observed = Mutex<[Event]>([])
        let context = RunContext(observer: { event in observed.withLock { $0.append(event) } })
        let watched = try Engine().start(Dice(), request: [:], options: options, context: context)
        _ = try await watched.output
        let unwatched = try Engine().start(Dice(), request: [:], options: options)
        _ = try await unwatched.output
        func story(_ events: [Event]) -> [Value] { events.map { $0.encoded["data"] ?? .null }.map(timeless) }
        let read = await Fixtures.events(of: unwatched)
        #expect(story(read) == story(observed.withLock { $0 }))
        #expect(read.map(\.sequence) == Array(0..<read.count))
        #expect(read.count { $0.name == "replicate_started" } == 300)
        #expect(read.count { $0.name == "replicate_done" } == 300)
    }

    private func timeless(_ data: Value) -> Value {
        var object = data.object ?? Object()
        object["elapsed_ms"] = Value?.none
        return .object(object)
    }

    @Test("A batch in flight is asked to stop when the run is cancelled")
    func cancellation() async throws {
        let tool = Patient()
        let run = try Engine().start(
            tool,
            request: [:],
            options: BundleOptions(k: 9000, stop: NeverRule(), maxParallel: 2)
        )
        await Fixtures.wait(for: "replicate_started", times: 5000, in: run)
        run.cancel()
        let bundle = try await run.output.bundle
        #expect(bundle.meta.endedBy == .cancelled)
        #expect(bundle.outcome == .failed)
        #expect(bundle.replicates.count == 8192)
        #expect(bundle.failures.allSatisfy { $0.failure?.code == .cancelled })
    }

    /// Answers only when it is told to stop.
    struct Patient: BatchTool {
        let descriptor = ToolDescriptor(name: "patient", flags: .concurrent)
        let columns = ["x"]

        func execute(_ call: ToolCall) async throws -> ToolResult { ToolResult(["x": 1]) }

        func executeBatch(_ call: ToolCall, seeds: [UInt64]) async throws -> [[Double]] {
            while !call.isCancelled { await Task.yield() }
            throw CancellationError()
        }
    }
}
