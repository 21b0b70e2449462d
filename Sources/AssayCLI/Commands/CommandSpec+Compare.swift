import Assay

extension CommandSpec {
    static let compare = CommandSpec(
        name: "compare",
        summary: "says whether two bundles differ, in which fields and by how much",
        operands: "BUNDLE BUNDLE",
        operandCount: 2...2,
        flags: [
            Flag(
                name: "alpha",
                value: "A",
                help: "the error rate over all fields together, above 0, below 1 (default 0.05)"
            ),
            Flag(name: "seed", value: "S", help: "what random rearrangements are derived from (default 0)"),
        ],
        examples: [
            (
                "assay compare before.json after.json",
                "exit code 0: no difference shown; 6: they differ, and the lines say where"
            ),
            ("assay compare before.json after.json --alpha 0.001 --json", "a stricter test, as JSON"),
        ]
    ) { arguments, terminal in
        let alpha = try arguments.double("alpha") ?? 0.05
        guard alpha > 0, alpha < 1 else { throw UsageError("--alpha must be above 0 and below 1") }
        let seed = try arguments.seed()
        let (first, second) = (try arguments.bundle(0), try arguments.bundle(1))
        let comparison = try BundleComparison(first, second, alpha: alpha, seed: seed)
        if terminal.wantsJSON {
            terminal.output(comparison.document.canonicalJSON + "\n")
        } else {
            terminal.output(Terminal.cleanLines(ComparisonReport(comparison).render()))
        }
        return comparison.isDifferent ? .lowEvidence : .success
    }
}

extension ParsedArguments {
    /// The number of `--seed`; 0 when it is not given.
    func seed() throws -> UInt64 {
        guard let text = string("seed") else { return 0 }
        guard let seed = UInt64(text) else { throw UsageError("--seed must be a whole number from 0 to 2^64 - 1") }
        return seed
    }
}
