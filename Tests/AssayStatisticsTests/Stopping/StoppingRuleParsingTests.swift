import AssayStatistics
import Testing

struct StoppingRuleParsingTests {
    @Test(
        "Each form is read and written back",
        arguments: [
            "stability(0.2)", "stability(0.02)", "stability(0.0)", "stability(1.0)", "beta(0.95)", "lead(3)", "lead(1)",
            "unanimous(3)", "window(5)", "window(2)", "curtailed",
            "certified(0.05)", "never",
        ]
    )
    func roundTrip(text: String) throws {
        #expect(try StoppingRules.parse(text).name == text)
    }

    @Test("Forms give the rules they name")
    func types() throws {
        #expect(try StoppingRules.parse("stability(0.1)") as? StabilityRule == StabilityRule(epsilon: 0.1))
        #expect(try StoppingRules.parse("beta(0.9)") as? BetaRule == BetaRule(threshold: 0.9))
        #expect(try StoppingRules.parse("lead(2)") as? LeadRule == LeadRule(votes: 2))
        #expect(try StoppingRules.parse("unanimous(4)") as? UnanimousRule == UnanimousRule(votes: 4))
        #expect(try StoppingRules.parse("window(8)") as? WindowRule == WindowRule(size: 8))
        #expect(try StoppingRules.parse("curtailed") is CurtailedRule)
        #expect(try StoppingRules.parse("never") is NeverRule)
    }

    @Test("Blanks around name and argument are allowed")
    func blanks() throws {
        #expect(try StoppingRules.parse("  lead( 3 )\t").name == "lead(3)")
        #expect(try StoppingRules.parse("beta (9.5e-1)").name == "beta(0.95)")
    }

    private static func code(_ text: String) -> StoppingRuleError.Code? {
        do throws(StoppingRuleError) {
            _ = try StoppingRules.parse(text)
            return nil
        } catch {
            return error.code
        }
    }

    @Test(
        "Numbers out of range are refused",
        arguments: [
            "stability(-0.1)", "stability(1.01)", "beta(0.5)", "beta(1)", "beta(1e400)", "lead(0)", "lead(-3)",
            "unanimous(0)", "window(1)", "certified(0)", "certified(1)",
        ]
    )
    func outOfRange(text: String) {
        #expect(Self.code(text) == .outOfRange)
    }

    @Test(
        "Missing, superfluous and malformed arguments are refused",
        arguments: [
            "stability", "stability()", "stability(x)", "stability(nan)", "stability(0x1p-3)", "beta(0.9, 2)",
            "lead(2.5)",
            "lead()", "lead(99999999999999999999)", "window", "curtailed(1)", "never()", "certified",
        ]
    )
    func badArgument(text: String) {
        #expect(Self.code(text) == .badArgument)
    }

    @Test(
        "Unknown names and open brackets are refused",
        arguments: ["", "sometimes", "Lead(3)", "(3)", "curtailed lead(3)"]
    )
    func unknown(text: String) {
        #expect(Self.code(text) == .unknownRule)
        #expect(Self.code("lead(3") == .malformed)
        #expect(Self.code("lead(3) now") == .malformed)
        #expect(Self.code("window(\(String(repeating: "9", count: 1017)))") == .malformed)
        #expect(Self.code("window(\(String(repeating: "9", count: 1016)))") == .badArgument)
    }

    @Test("The message names the valid forms and never repeats the text")
    func message() throws {
        let error = #expect(throws: StoppingRuleError.self) { try StoppingRules.parse("patience(7)") }
        let message = try #require(error?.message)
        for form in ["stability(", "beta(", "lead(", "unanimous(", "window(", "curtailed", "certified(", "never"] {
            #expect(message.contains(form))
        }
        #expect(!message.contains("patience"))
        #expect(error?.description == message)
    }
}
