import AssayCore
import Testing

@Suite("Metering a budget")
struct BudgetMeterTests {
    private func reserve(_ worstCase: Usage, from meter: inout BudgetMeter) throws -> BudgetMeter.Reservation {
        let reservation = meter.reserve(worstCase: worstCase)
        return try #require(reservation)
    }

    @Test("Without limits everything fits")
    func unlimited() {
        var meter = BudgetMeter(limit: Budget())
        for _ in 0..<100 {
            #expect(meter.reserve(worstCase: Usage(tokens: .max, costUSD: 1e300, timeMS: .max)) != nil)
            #expect(meter.reserve(worstCase: Usage()) != nil)
        }
        #expect(meter.exhausted(worstCase: Usage()).isEmpty)
    }

    @Test("Worst cases are set aside until the limit is reached")
    func reservations() throws {
        var meter = BudgetMeter(limit: Budget(tokens: 100))
        let worst = Usage(tokens: 40)
        let first = try reserve(worst, from: &meter)
        #expect(meter.reserve(worstCase: worst) != nil)
        #expect(meter.reserve(worstCase: worst) == nil)
        #expect(meter.exhausted(worstCase: worst) == ["tokens"])
        #expect(meter.exhausted(worstCase: Usage(tokens: 20)).isEmpty)
        meter.settle(first, used: Usage(tokens: 10))
        #expect(meter.reserve(worstCase: worst) != nil)
        #expect(meter.reserve(worstCase: Usage(tokens: 11)) == nil)
        #expect(meter.reserve(worstCase: Usage(tokens: 10)) != nil)
    }

    @Test("An unknown worst case takes all that is left, so that attempts run one after another")
    func unknownWorstCase() throws {
        var meter = BudgetMeter(limit: Budget(costUSD: 1))
        let first = try reserve(Usage(), from: &meter)
        #expect(meter.reserve(worstCase: Usage()) == nil)
        meter.settle(first, used: Usage(costUSD: 0.25))
        let second = try reserve(Usage(), from: &meter)
        meter.settle(second, used: Usage(costUSD: 0.75))
        #expect(meter.reserve(worstCase: Usage()) == nil)
        #expect(meter.exhausted(worstCase: Usage()) == ["cost_usd"])
    }

    @Test("A quantity without a limit does not matter")
    func otherQuantities() throws {
        var meter = BudgetMeter(limit: Budget(tokens: 10))
        let reservation = try reserve(Usage(tokens: 1, costUSD: 1e9, timeMS: .max), from: &meter)
        meter.settle(reservation, used: Usage(tokens: 1, costUSD: 1e9, timeMS: .max))
        #expect(meter.reserve(worstCase: Usage(tokens: 9)) != nil)
    }

    @Test("Use that nobody reported is charged as reserved")
    func unreported() throws {
        var meter = BudgetMeter(limit: Budget(tokens: 100, timeMS: 1000))
        let reservation = try reserve(Usage(tokens: 60, timeMS: 100), from: &meter)
        meter.settle(reservation, used: Usage(timeMS: 5))
        #expect(meter.reserve(worstCase: Usage(tokens: 41, timeMS: 1)) == nil)
        #expect(meter.reserve(worstCase: Usage(tokens: 40, timeMS: 995)) != nil)
    }

    @Test("A report below 0 or not a number gives nothing back", arguments: [-5, -.infinity, .nan] as [Double])
    func senselessReport(cost: Double) throws {
        var meter = BudgetMeter(limit: Budget(costUSD: 1))
        let reservation = try reserve(Usage(costUSD: 0.75), from: &meter)
        meter.settle(reservation, used: Usage(costUSD: cost))
        #expect(meter.reserve(worstCase: Usage(costUSD: 0.5)) == nil)
        #expect(meter.reserve(worstCase: Usage(costUSD: 0.25)) != nil)
    }

    @Test("A report beyond the declared worst case counts in full")
    func overuse() throws {
        var meter = BudgetMeter(limit: Budget(tokens: 100))
        let reservation = try reserve(Usage(tokens: 10), from: &meter)
        meter.settle(reservation, used: Usage(tokens: 150))
        #expect(meter.reserve(worstCase: Usage(tokens: 1)) == nil)
        #expect(meter.reserve(worstCase: Usage()) == nil)
    }

    @Test("Decimal fractions add up: three times 0.1 fit into 0.3, and then nothing does")
    func fractions() throws {
        var meter = BudgetMeter(limit: Budget(costUSD: 0.3))
        for _ in 0..<3 {
            let reservation = try reserve(Usage(costUSD: 0.1), from: &meter)
            meter.settle(reservation, used: Usage(costUSD: 0.1))
        }
        #expect(meter.reserve(worstCase: Usage(costUSD: 0.1)) == nil)
        #expect(meter.reserve(worstCase: Usage()) == nil)
    }

    @Test("All limits that leave no room are named")
    func exhausted() throws {
        var meter = BudgetMeter(limit: Budget(tokens: 10, costUSD: 1, timeMS: 100))
        let reservation = try reserve(Usage(), from: &meter)
        #expect(meter.exhausted(worstCase: Usage()) == ["tokens", "cost_usd", "time_ms"])
        meter.settle(reservation, used: Usage(tokens: 10, costUSD: 0.5, timeMS: 100))
        #expect(meter.exhausted(worstCase: Usage(costUSD: 0.1)) == ["tokens", "time_ms"])
    }

    @Test("A refused reservation sets nothing aside")
    func refusal() {
        var meter = BudgetMeter(limit: Budget(tokens: 10, costUSD: 1))
        #expect(meter.reserve(worstCase: Usage(tokens: 5, costUSD: 2)) == nil)
        #expect(meter.reserve(worstCase: Usage(tokens: 10, costUSD: 1)) != nil)
    }
}

/// A random schedule of attempts over one meter, with a model of what is spent and set aside.
private struct Schedule {
    private var generator: SeededGenerator
    private var meter: BudgetMeter
    private var inFlight: [(reservation: BudgetMeter.Reservation, tokens: Int64, isKnown: Bool)] = []
    private var spent: Int64 = 0
    private let limit: Int64
    private let exceeds: Bool
    /// The most that spent and set aside together were over the limit.
    private(set) var excess: Int64 = 0
    private(set) var attempts = 0
    let largestDeclared: Int64 = 100

    /// Attempts that exceed may use up to twice what they declared, one at a time.
    init(seed: UInt64, exceeds: Bool) {
        generator = SeededGenerator(seed: seed)
        limit = Int64.random(in: 1...2000, using: &generator)
        meter = BudgetMeter(limit: Budget(tokens: limit))
        self.exceeds = exceeds
    }

    private var reserved: Int64 { inFlight.reduce(0) { $0 + $1.tokens } }

    mutating func run() {
        for _ in 0..<200 {
            if Bool.random(using: &generator) && (!exceeds || inFlight.isEmpty) { start() } else { settle() }
            excess = max(excess, spent + reserved - limit)
        }
        while !inFlight.isEmpty { settle() }
        excess = max(excess, spent - limit)
    }

    private mutating func start() {
        let isKnown = Int.random(in: 0..<5, using: &generator) > 0
        let declared = Int64.random(in: 0...largestDeclared, using: &generator)
        guard let reservation = meter.reserve(worstCase: Usage(tokens: isKnown ? declared : nil)) else { return }
        attempts += 1
        inFlight.append((reservation, isKnown ? declared : max(0, limit - spent - reserved), isKnown))
    }

    private mutating func settle() {
        guard !inFlight.isEmpty else { return }
        let attempt = inFlight.remove(at: Int.random(in: 0..<inFlight.count, using: &generator))
        let most = exceeds && attempt.isKnown ? 2 * attempt.tokens : attempt.tokens
        let used: Int64? =
            Int.random(in: 0..<4, using: &generator) == 0 ? nil : Int64.random(in: 0...most, using: &generator)
        meter.settle(attempt.reservation, used: Usage(tokens: used))
        spent += used ?? attempt.tokens
    }
}

@Suite("Limits under random schedules")
struct BudgetMeterPropertyTests {
    @Test("Attempts that keep to what they declared never pass the limit, in 1,000 schedules")
    func honest() {
        var attempts = 0
        for seed in 1...1000 as ClosedRange<UInt64> {
            var schedule = Schedule(seed: seed, exceeds: false)
            schedule.run()
            attempts += schedule.attempts
            #expect(schedule.excess <= 0, "seed \(seed)")
        }
        #expect(attempts > 10_000)
    }

    @Test("An attempt that uses more than it declared passes the limit by that much at most, in 1,000 schedules")
    func dishonest() {
        var passed = 0
        for seed in 1...1000 as ClosedRange<UInt64> {
            var schedule = Schedule(seed: seed, exceeds: true)
            schedule.run()
            #expect(schedule.excess <= schedule.largestDeclared, "seed \(seed)")
            passed += schedule.excess > 0 ? 1 : 0
        }
        #expect(passed > 0)
    }
}
