/// The ways to deal the members of two samples out again, all of them or a seeded choice.
struct Rearrangements {
    /// Members of both samples together.
    let total: Int
    /// Members of the sample that is dealt.
    let chosen: Int
    /// How many random rearrangements stand in for all of them.
    let resamples: Int
    /// What the random ones are derived from.
    let seed: UInt64

    /// Up to how many rearrangements all of them are tried.
    static let exactLimit = 20_000

    /// The number of rearrangements, C(total, chosen), where that is at most the limit.
    var exactCount: Int? {
        var count = 1.0
        for step in 0..<min(chosen, total - chosen) {
            count = count * Double(total - step) / Double(step + 1)
            if count > Double(Self.exactLimit) + 0.5 { return nil }
        }
        return Int(count.rounded())
    }

    /// The share of rearrangements that are extreme; random ones count the observed one as well.
    func share(isExtreme: ([Int]) -> Bool) -> (p: Double, computation: TestResult.Computation) {
        if let count = exactCount {
            var extreme = 0
            forEachCombination { if isExtreme($0) { extreme += 1 } }
            return (Double(extreme) / Double(count), .exact)
        }
        var extreme = 0
        var members = Array(0..<total)
        for resample in 0..<resamples {
            var generator = SplitMix64(seed: SplitMix64.output(at: UInt64(resample), seed: seed))
            for i in 0..<chosen { members.swapAt(i, i + generator.index(below: total - i)) }
            if isExtreme(Array(members[..<chosen])) { extreme += 1 }
        }
        return (Double(extreme + 1) / Double(resamples + 1), .sampled(resamples))
    }

    /// Calls with every choice of members, in lexical order.
    private func forEachCombination(_ body: ([Int]) -> Void) {
        var choice = Array(0..<chosen)
        while true {
            body(choice)
            guard let place = choice.indices.last(where: { choice[$0] < total - chosen + $0 }) else { return }
            choice[place] += 1
            for later in (place + 1)..<max(chosen, place + 1) { choice[later] = choice[later - 1] + 1 }
        }
    }
}
