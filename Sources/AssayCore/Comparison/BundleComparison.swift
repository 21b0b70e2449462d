internal import AssayStatistics

/// Two bundles compared field by field: do they differ, where, and by how much.
///
/// Fields are compared as in a bundle of all answers of both: measurements by ranks, everything else by the shares of
/// its classes, where a missing value is a class of its own. The p-values of all fields are adjusted together (Holm), so that the
/// probability of calling any two runs of one and the same thing different is at most α. A difference that is not found
/// is not shown to be absent: see ``smallestPValue``.
public struct BundleComparison: Sendable {
    /// The error rate.
    public let alpha: Double

    /// What differs in how the bundles came about, in plain words; empty for two runs of the same thing.
    public let provenance: [String]

    /// The fields in the order of the bundles.
    public let fields: [Field]

    /// How many valid answers each bundle has.
    public let counts: (first: Int, second: Int)

    /// The smallest p-value, after adjustment, that runs of these sizes can give a field of classes.
    public let smallestPValue: Double

    /// The names of the tools, each with its version.
    public let tools: (first: String, second: String)

    /// Compares the valid answers of two bundles.
    ///
    /// - Parameters:
    ///   - first: The bundle whose output schema says how fields are compared.
    ///   - second: The other one.
    ///   - alpha: The error rate, above 0 and below 1.
    ///   - seed: What random rearrangements are derived from.
    /// - Throws: ``AssayError/Code/invalidBundle`` when a bundle has no valid answer, ``AssayError/Code/invalidArgument``
    ///   for another error rate.
    public init(
        _ first: EvidenceBundle,
        _ second: EvidenceBundle,
        alpha: Double = 0.05,
        seed: UInt64 = 0
    ) throws(AssayError) {
        guard alpha > 0, alpha < 1 else {
            throw AssayError(.invalidArgument, "alpha must be above 0 and below 1")
        }
        let answers = [first, second].map { $0.replicates.map(\.validData).filter { $0 != nil } }
        for (name, own) in zip(["first", "second"], answers) where own.isEmpty {
            throw AssayError(.invalidBundle, "the \(name) bundle has no valid answer to compare")
        }
        let rules = try FieldRules(schema: first.meta.outputSchema)
        let columns = FieldTable(answers: Answers(answers[0] + answers[1]), rules: rules).columns.filter {
            $0.role != .ignore
        }
        let test = PermutationTest(resamples: Self.resamples(fields: columns.count, alpha: alpha), seed: seed)
        var tester = Tester(test: test)
        let raw = columns.map { Field($0, split: answers[0].count, &tester) }
        let adjusted = SampleComparison.adjusting(raw.map(\.comparison))
        fields = zip(raw, adjusted).map { $0.adjusted($1) }
        counts = (answers[0].count, answers[1].count)
        self.alpha = alpha
        provenance = Self.provenance(first, second)
        tools = (
            "\(first.meta.tool.name) \(first.meta.tool.version)", "\(second.meta.tool.name) \(second.meta.tool.version)"
        )
        smallestPValue = min(1, Self.smallest(counts.first, counts.second) * Double(max(1, columns.count)))
    }

    /// Whether any field differs at the error rate.
    public var isDifferent: Bool { fields.contains { $0.comparison.isDifferent(level: alpha) } }
}

extension BundleComparison {
    /// Compares counts, each table of counts once: elements of an array often vote alike.
    struct Tester {
        let test: PermutationTest
        private var known: [[Int]: SampleComparison] = [:]

        init(test: PermutationTest) { self.test = test }

        mutating func categorical(_ classes: [ValueCounts]) -> SampleComparison {
            let key = classes.flatMap { [$0.first, $0.second] }
            if let comparison = known[key] { return comparison }
            let comparison = SampleComparison.categorical(
                classes.map(\.first),
                classes.map(\.second),
                permutations: test
            )
            known[key] = comparison
            return comparison
        }
    }

    /// Enough rearrangements that the smallest adjusted p-value is well below the error rate.
    private static func resamples(fields: Int, alpha: Double) -> Int {
        min(99_999, max(9999, Int(min(99_999, 10 * Double(fields) / alpha))))
    }

    /// One over the ways to deal the answers out.
    private static func smallest(_ n: Int, _ m: Int) -> Double {
        var ways = 1.0
        for step in 0..<min(n, m) {
            ways *= Double(n + m - step) / Double(step + 1)
            if ways > 1e12 { break }
        }
        return 1 / ways
    }

    private static func provenance(_ first: EvidenceBundle, _ second: EvidenceBundle) -> [String] {
        let (a, b) = (first.meta, second.meta)
        var notes: [String] = []
        if a.tool.name != b.tool.name {
            notes.append("different tools")
        } else if a.tool.version != b.tool.version {
            notes.append("different versions of the tool")
        } else if first.execution.toolSHA256 != second.execution.toolSHA256 {
            notes.append("the tool's file is not the same")
        }
        if a.requestSHA256 != b.requestSHA256 { notes.append("different requests") }
        if a.toolOptions != b.toolOptions { notes.append("different options of the tool") }
        if a.model != b.model { notes.append("different models") }
        if a.outputSchema != b.outputSchema { notes.append("different output schemas; the first one's is used") }
        let common = Set(first.replicates.map(\.seed)).intersection(second.replicates.map(\.seed)).count
        if notes.isEmpty, common > 0, first.isRepeatable, second.isRepeatable {
            notes.append("\(common) seeds are in both runs, whose answers are taken as independent all the same")
        }
        return notes
    }
}

extension EvidenceBundle {
    /// Whether every answer repeats under its seed.
    fileprivate var isRepeatable: Bool {
        meta.seedHonoured == .guaranteed && replicates.eventful.allSatisfy { seedHonoured(by: $0) == .guaranteed }
    }
}
