import AssayCore
import Testing

@Suite("Budgets")
struct BudgetTests {
    @Test("A budget is read from any of its keys, in any order")
    func parsing() throws {
        #expect(try Budget(parsing: "tokens=2000") == Budget(tokens: 2000))
        #expect(try Budget(parsing: "cost_usd=0.5") == Budget(costUSD: 0.5))
        #expect(
            try Budget(parsing: "time_ms=60000,tokens=1,cost_usd=1e-3")
                == Budget(tokens: 1, costUSD: 0.001, timeMS: 60_000)
        )
        #expect(try Budget(parsing: "tokens=9223372036854775807").tokens == .max)
    }

    @Test(
        "Text that is no budget is refused",
        arguments: [
            "", ",", "tokens", "tokens=", "=5", "tokens=5,", "tokens=5,tokens=6", "token=5", "Tokens=5", " tokens=5",
            "tokens=0", "tokens=-1", "tokens=1.5", "tokens=1e3", "tokens=9223372036854775808", "cost_usd=nan",
            "cost_usd=inf", "cost_usd=0", "cost_usd=-0.5", "cost_usd=1e999", "time_ms=1=2", "time_ms=0x10",
            "cost_usd=$1", "tokens=5;time_ms=1", "ms=5",
            "tokens=1,cost_usd=1,time_ms=1,tokens=1", "tokens=1,cost_usd=1,time_ms=1,",
        ]
    )
    func refused(text: String) {
        let error = #expect(throws: AssayError.self) { try Budget(parsing: text) }
        #expect(error?.code == .invalidArgument)
    }

    @Test("A refusal names the key, never the text that was given")
    func message() {
        let error = #expect(throws: AssayError.self) { try Budget(parsing: "tokens=secret") }
        #expect(error?.message == "budget.tokens must be a number above 0")
        let unknown = #expect(throws: AssayError.self) { try Budget(parsing: "secret=1") }
        #expect(unknown?.message.contains("secret") == false)
    }

    @Test("A budget without limits limits nothing")
    func unlimited() throws {
        #expect(Budget().isUnlimited)
        #expect(!Budget(timeMS: 1).isUnlimited)
        #expect(throws: Never.self) { try Budget().validate(named: "budget") }
    }

    @Test("A limit nobody could meet is refused by name")
    func validation() {
        let wrong: [(Budget, String)] = [
            (Budget(tokens: 0), "tokens"), (Budget(tokens: -1), "tokens"), (Budget(costUSD: 0), "cost_usd"),
            (Budget(costUSD: .nan), "cost_usd"), (Budget(costUSD: .infinity), "cost_usd"),
            (Budget(timeMS: 0), "time_ms"),
        ]
        for (budget, key) in wrong {
            let error = #expect(throws: AssayError.self) { try budget.validate(named: "global_budget") }
            #expect(error?.message == "global_budget.\(key) must be a number above 0")
        }
    }
}

@Suite("Durations")
struct DurationTests {
    @Test(
        "Milliseconds are whole, rounded down",
        arguments: [
            (.zero, 0), (.milliseconds(1), 1), (.microseconds(1999), 1), (.seconds(3), 3000), (.nanoseconds(1), 0),
            (.seconds(2) + .microseconds(500), 2000), (.longestLimit, 2_592_000_000),
        ] as [(Duration, Int64)]
    )
    func milliseconds(duration: Duration, expected: Int64) {
        #expect(duration.wholeMilliseconds == expected)
    }

    @Test("More milliseconds than fit are the most that fit")
    func overflow() {
        #expect(Duration.seconds(Int64.max).wholeMilliseconds == .max)
        #expect(Duration.seconds(Int64.min).wholeMilliseconds == .min)
        #expect(Duration.seconds(Int64.max / 1000).wholeMilliseconds == Int64.max / 1000 * 1000)
    }
}
