import AssayModels
import Testing

struct ModelPriceTests {
    @Test("A million tokens cost what the list says, cached ones less")
    func exact() {
        let price = ModelPrice(input: 2.5, output: 10, cachedInput: 1.25, cacheWrite: 3)
        #expect(price.cost(ModelUsage(inputTokens: 1_000_000, outputTokens: 0)) == 2.5)
        #expect(price.cost(ModelUsage(inputTokens: 0, outputTokens: 1_000_000)) == 10)
        let mixed = ModelUsage(
            inputTokens: 1_000_000,
            outputTokens: 100_000,
            cachedInputTokens: 400_000,
            cacheWriteTokens: 200_000
        )
        // 400,000 · 2.5 + 400,000 · 1.25 + 200,000 · 3 + 100,000 · 10, over a million
        #expect(price.cost(mixed) == 3.1)
    }

    @Test("Each token is paid once, however the counts are split")
    func partition() throws {
        let flat = ModelPrice(input: 2, output: 2, cachedInput: 2, cacheWrite: 2)
        for cached in stride(from: Int64(0), through: 1000, by: 250) {
            let usage = ModelUsage(
                inputTokens: 1000,
                outputTokens: 0,
                cachedInputTokens: cached,
                cacheWriteTokens: 1000 - cached
            )
            #expect(flat.cost(usage) == 0.002)
        }
    }

    @Test(
        "What is unknown or contradicts itself has no cost, never 0",
        arguments: [
            ModelUsage(inputTokens: 10, outputTokens: 1, cachedInputTokens: 5),
            ModelUsage(inputTokens: 10, outputTokens: 1, cacheWriteTokens: 5),
            ModelUsage(inputTokens: 10, outputTokens: 1, cachedInputTokens: 11),
            ModelUsage(inputTokens: -1, outputTokens: 1),
            ModelUsage(inputTokens: 10, outputTokens: -1),
            ModelUsage(inputTokens: .max, outputTokens: 1, cachedInputTokens: .max, cacheWriteTokens: .max),
        ]
    )
    func unknown(_ usage: ModelUsage) {
        #expect(ModelPrice(input: 1, output: 1).cost(usage) == nil)
    }

    @Test("A cached count of 0 needs no price for it")
    func zeroCached() {
        let usage = ModelUsage(inputTokens: 10, outputTokens: 0, cachedInputTokens: 0, cacheWriteTokens: 0)
        #expect(ModelPrice(input: 1, output: 1).cost(usage) == 0.000_01)
    }

    @Test("A model without a price costs an unknown amount (law 3)")
    func withoutPrice() throws {
        let registry = try SampleModels.registry([
            SampleModels.model("a", price: nil), SampleModels.model("b", price: .free),
        ])
        let usage = ModelUsage(inputTokens: 10, outputTokens: 10)
        #expect(registry.cost(of: usage, model: "a") == nil)
        #expect(registry.cost(of: usage, model: "b") == 0)
        #expect(registry.cost(of: usage, model: "nobody") == nil)
    }

    @Test("The blended price counts three tokens read for one written (S0-20), and one per thousand stands for both")
    func blended() {
        #expect(ModelPrice(input: 2, output: 10).blended == 4)
        #expect(ModelPrice(perThousand: 0.01) == ModelPrice(input: 10, output: 10))
    }

    @Test("The worst case is never below any cost of that many tokens")
    func worstCase() throws {
        let price = ModelPrice(input: 3, output: 15, cachedInput: 0.3, cacheWrite: 3.75)
        for cached in stride(from: Int64(0), through: 900, by: 300) {
            let usage = ModelUsage(
                inputTokens: 1000,
                outputTokens: 100,
                cachedInputTokens: cached,
                cacheWriteTokens: 900 - cached
            )
            #expect(try #require(price.cost(usage)) <= price.worstCase(input: 1000, output: 100))
        }
    }
}
