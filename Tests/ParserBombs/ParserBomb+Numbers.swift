internal import AssayCore
internal import AssayStatistics

extension ParserBomb {
    private static func option(
        _ name: String,
        _ option: String,
        _ value: @escaping @Sendable () -> Value
    ) -> ParserBomb {
        ParserBomb("number: " + name, refusal: option) {
            var options = Object()
            options[option] = value()
            let mixed = options
            return {
                Self.refusal {
                    var run = BundleOptions()
                    try run.apply(mixed)
                    try run.validate()
                }
            }
        }
    }

    private static func budget(_ name: String, _ text: @escaping @Sendable () -> String) -> ParserBomb {
        ParserBomb("number: " + name, refusal: "budget") {
            let text = text()
            return { Self.refusal { _ = try Budget(parsing: text) } }
        }
    }

    static let numbers: [ParserBomb] = [
        option("replicates beyond any", "k") { .integer(.max) },
        option("a fraction for replicates", "k") { 1e300 },
        option("a time beyond any", "timeout_ms") { 1e300 },
        option("a time below zero", "deadline_ms") { .integer(.min) },
        option("seeds of a million digits", "seeds") { [.string(repeated("9", 1_000_000))] },
        option("a tolerance of a hundred thousand digits", "stop") {
            .string("stability(0.\(repeated("9", 100_000)))")
        },
        option("a window beyond any", "stop") { .string("window(\(repeated("9", 1_000_000)))") },
        option("parallelism below zero", "max_parallel") { -1 },
        budget("tokens of a million digits") { "tokens=" + repeated("9", 1_000_000) },
        budget("money beyond any") { "cost_usd=1e999" },
        budget("two hundred thousand limits") { repeated("tokens=1,", 200_000) + "tokens=1" },
    ]
}
