import AssayCore
import AssayModels
import Testing

struct FallbackRuleTests {
    @Test(
        "Each class of failure has its rule (anchors 2.3)",
        arguments: [
            (AssayError.Code.modelAuthentication, false, FallbackRule.Next.otherProvider),
            (.modelQuota, false, .otherProvider),
            (.modelRateLimit, true, .otherModel), (.modelOverloaded, true, .otherModel),
            (.modelNetwork, true, .otherModel),
            (.timeout, true, .otherModel), (.modelProtocol, true, .otherModel), (.modelSchema, true, .otherModel),
            (.modelContext, false, .largerContext), (.modelContentPolicy, false, .declaredModel),
            (.unknownModel, false, .otherModel), (.modelBadRequest, false, .nobody), (.cancelled, false, .nobody),
            (.budgetExceeded, false, .nobody), (.invalidArgument, false, .nobody),
        ]
    )
    func table(_ code: AssayError.Code, _ retries: Bool, _ next: FallbackRule.Next) {
        let rule = FallbackRule(for: AssayError(code, "x"))
        #expect(rule.retries == retries)
        #expect(rule.next == next)
    }

    @Test("A code of a provider's own goes by whether it says that a retry may help")
    func ownCodes() {
        let code = AssayError.Code(rawValue: "strange")
        #expect(FallbackRule(for: AssayError(code, "x", isRetryable: true)).next == .otherModel)
        #expect(FallbackRule(for: AssayError(code, "x")).next == .nobody)
    }
}
