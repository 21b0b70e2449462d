import AssayCore
import AssayModels
import AssayStatistics
import AssayTesting
import Synchronization
import Testing

struct PanelPropertyTests {
    /// A panel whose providers answer, differ, break, hang and are refused as a seed wants.
    private struct Schedule {
        var generator: SplitMix64
        let bench: PanelBench

        static let budgetUSD = 0.04

        init(seed: UInt64) throws {
            var generator = SplitMix64(seed: seed)
            let count = Int.random(in: 2...6, using: &generator)
            let voices = (0..<count).map { number in
                var voice = Voice("v\(number)", (0..<4).map { _ in Self.step(&generator) })
                // No two at the same time, so that the order is that of the clock.
                voice.latency = .microseconds(Int.random(in: 1...3000, using: &generator) * 10 + number)
                return voice
            }
            bench = try PanelBench(voices, budget: Budget(costUSD: Self.budgetUSD))
            self.generator = generator
        }

        private static func step(_ generator: inout SplitMix64) -> MockProvider.Step {
            switch Int.random(in: 0..<11, using: &generator) {
            case 0..<4: .text("Paris")
            case 4..<6: .text("Lyon it is")
            case 6: .failure(AssayError(.modelOverloaded, "busy", isRetryable: true))
            case 7: .failure(AssayError(.modelAuthentication, "no"))
            case 8: .interruption("Pa", AssayError(.modelNetwork, "broken", isRetryable: true))
            case 9: .text("Longer than it may be")
            default: .text("")
            }
        }

        mutating func ask() async throws -> PanelResult {
            var options = PanelOptions(
                deadline: Bool.random(using: &generator)
                    ? .milliseconds(Int.random(in: 1...40, using: &generator)) : nil,
                limits: CallLimits(total: .milliseconds(25), idle: nil),
                retry: RetryPolicy(maxRetries: 1, initialDelay: .milliseconds(5))
            )
            options.sampling.maxOutputTokens = 3
            let orchestrator = ParallelOrchestrator(
                panel: bench.panel,
                maxParallelProviders: Int.random(in: 1...4, using: &generator),
                minResponsesNeeded: Int.random(in: 1...3, using: &generator)
            )
            return try await bench.ask(orchestrator, options: options)
        }
    }

    // S1-17: calls were made twice, cancelled ones never awaited, and their cost lost
    @Test("Over 200 random schedules no call is lost, doubled or unpaid, and no budget is passed")
    func conservation() async throws {
        var outcomes: Set<OutcomeKind> = []
        var ends: Set<PanelEnd> = []
        for seed in 0..<200 as Range<UInt64> {
            var schedule = try Schedule(seed: seed)
            var attempts = 0
            var most = 0.0
            for _ in 0..<3 {
                let result = try await schedule.ask()
                outcomes.insert(result.outcome)
                ends.insert(result.end)
                attempts += result.attempts.count
                most += result.cost.mostUSD ?? .infinity
                check(result, seed)
            }
            #expect(attempts == schedule.bench.calls, "seed \(seed)")
            #expect(most <= Schedule.budgetUSD + 1e-12, "seed \(seed)")
            let total = schedule.bench.panel.statistics.total
            #expect(total.attempts == attempts)
            #expect(total.requests == total.successes + total.failures + total.releases)
            #expect(total.attempts == total.successes + total.errors.values.reduce(0, +))
            #expect(schedule.bench.panel.callsInFlight == 0)
            #expect(abs((total.cost.mostUSD ?? .infinity) - most) < 1e-12)
        }
        // All kinds of ends must have been seen, or this shows little.
        #expect(ends == [.everyone, .enough, .deadline])
        #expect(outcomes == [.complete, .partial, .failed, .abstained])
    }

    private func check(_ result: PanelResult, _ seed: UInt64) {
        #expect(Set(result.members.map(\.member)).count == result.members.count, "seed \(seed)")
        for member in result.members {
            let successes = member.attempts.count { $0.failure == nil }
            #expect(successes == (member.response == nil ? 0 : 1), "seed \(seed)")
            #expect(member.ending != .spared || member.attempts.isEmpty, "seed \(seed)")
            #expect((member.cost.exactUSD ?? 0) <= (member.cost.mostUSD ?? 0) + 1e-12, "seed \(seed)")
        }
        if result.outcome == .complete { #expect(result.failures.isEmpty, "seed \(seed)") }
        if let author = result.synthesis?.author {
            #expect(result.members.first { $0.member == author }?.isGood == true, "seed \(seed)")
        }
    }

    @Test("The same schedule gives the same result to the last number")
    func repeatable() async throws {
        for seed in 0..<20 as Range<UInt64> {
            var one = try Schedule(seed: seed)
            var two = try Schedule(seed: seed)
            #expect(try await one.ask() == two.ask(), "seed \(seed)")
        }
    }
}
