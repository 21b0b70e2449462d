import AssayCore
import Testing

/// What a meter should do, in whole units: tokens, 64ths of a dollar and milliseconds.
private struct MeterModel {
    /// `nil` where there is no limit.
    let limits: [Int?]
    private(set) var spent = [0, 0, 0]
    private(set) var reserved = [0, 0, 0]

    init(limits: [Int?]) { self.limits = limits }

    func left(_ quantity: Int) -> Int? { limits[quantity].map { $0 - spent[quantity] - reserved[quantity] } }

    /// Which quantities have no room for a worst case.
    func full(for worst: [Int?]) -> [Int] {
        (0..<3).filter { quantity in left(quantity).map { $0 <= 0 || (worst[quantity] ?? 1) > $0 } ?? false }
    }

    /// What is set aside: the worst case, all that is left where that is unknown, nothing without a limit.
    mutating func reserve(_ worst: [Int?]) -> [Int] {
        let amounts = (0..<3).map { quantity in left(quantity).map { worst[quantity] ?? $0 } ?? 0 }
        for quantity in 0..<3 { reserved[quantity] += amounts[quantity] }
        return amounts
    }

    mutating func settle(_ amounts: [Int], _ used: [Int?]) {
        for quantity in 0..<3 {
            reserved[quantity] -= amounts[quantity]
            spent[quantity] += used[quantity] ?? amounts[quantity]
        }
    }
}

@Suite("The meter against a model")
struct BudgetMeterModelTests {
    private static let names = ["tokens", "cost_usd", "time_ms"]

    private static func usage(_ amounts: [Int?]) -> Usage {
        Usage(
            tokens: amounts[0].map(Int64.init),
            costUSD: amounts[1].map { Double($0) / 64 },
            timeMS: amounts[2].map(Int64.init)
        )
    }

    /// Three amounts, each unknown in one of so many cases.
    private static func amounts(
        upTo most: Int,
        unknownIn cases: Int,
        _ random: inout SeededGenerator
    ) -> [Int?] {
        (0..<3).map { _ in
            Int.random(in: 0..<cases, using: &random) == 0 ? nil : Int.random(in: 0...most, using: &random)
        }
    }

    private typealias Attempt = (reservation: BudgetMeter.Reservation, amounts: [Int])

    /// Starts attempts and ends them in any order.
    ///
    /// - Returns: how often meter and model differed, and how often there was room and how often none.
    private static func play(_ steps: Int, seed: UInt64) -> (differences: Int, admitted: Int, refused: Int) {
        var random = SeededGenerator(seed: seed)
        var model = MeterModel(limits: amounts(upTo: 3000, unknownIn: 4, &random).map { $0.map { $0 + 1 } })
        let limit = usage(model.limits)
        var meter = BudgetMeter(limit: Budget(tokens: limit.tokens, costUSD: limit.costUSD, timeMS: limit.timeMS))
        var open: [Attempt] = []
        var (differences, admitted, refused) = (0, 0, 0)
        for _ in 0..<steps {
            if open.isEmpty || Bool.random(using: &random) {
                let worst = amounts(upTo: 60, unknownIn: 12, &random)
                let full = model.full(for: worst)
                if meter.exhausted(worstCase: usage(worst)) != full.map({ names[$0] }) { differences += 1 }
                let reservation = meter.reserve(worstCase: usage(worst))
                if (reservation != nil) != full.isEmpty { differences += 1 }
                guard let reservation, full.isEmpty else {
                    refused += 1
                    continue
                }
                admitted += 1
                open.append((reservation, model.reserve(worst)))
            } else {
                let attempt = open.remove(at: Int.random(in: 0..<open.count, using: &random))
                // Now and then more than was declared, now and then nothing is known, as of an attempt that was cancelled.
                let used = amounts(upTo: Int.random(in: 0..<9, using: &random) == 0 ? 90 : 12, unknownIn: 5, &random)
                meter.settle(attempt.reservation, used: usage(used))
                model.settle(attempt.amounts, used)
            }
        }
        return (differences, admitted, refused)
    }

    @Test("A million random steps over three limits agree with the model", arguments: 0..<8 as Range<UInt64>)
    func randomSteps(part: UInt64) {
        var (differences, admitted, refused) = (0, 0, 0)
        for seed in 0..<500 as Range<UInt64> {
            let played = Self.play(250, seed: part * 500 + seed)
            differences += played.differences
            admitted += played.admitted
            refused += played.refused
        }
        #expect(differences == 0)
        #expect(admitted > 10_000)
        #expect(refused > 10_000)
    }
}
