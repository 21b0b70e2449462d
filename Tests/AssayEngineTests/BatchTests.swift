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
}
