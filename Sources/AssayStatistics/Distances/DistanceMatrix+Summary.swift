extension DistanceMatrix {
    /// The mean over the pairs that are defined; nil when there is none.
    public var mean: Double? {
        guard members != nil else { return entries.mean }
        let sizes = classSizes
        var (total, defined) = (0.0, 0.0)
        for i in 0..<classCount {
            defined += sizes[i] * (sizes[i] - 1) / 2
            for j in (i + 1)..<max(classCount, i + 1) {
                let distance = classDistance(i, j)
                guard !distance.isNaN else { continue }
                total += sizes[i] * sizes[j] * distance
                defined += sizes[i] * sizes[j]
            }
        }
        return defined == 0 ? nil : total / defined
    }

    /// The replicate nearest to all others: the smallest mean distance over its defined pairs.
    ///
    /// The first one wins a tie, and means closer than 10⁻¹² are a tie. A single replicate is its own medoid; nil when
    /// there is none or no pair is defined.
    public var medoid: Int? {
        if count == 1 { return 0 }
        let (sizes, firsts) = (classSizes, firstReplicates)
        var best: (index: Int, mean: Double)?
        for label in 0..<classCount {
            guard let mean = meanDistance(fromClass: label, sizes) else { continue }
            if let best, mean >= best.mean - 1e-12 { continue }
            best = (firsts[label], mean)
        }
        return best?.index
    }

    /// The mean distance of one replicate to the others it can be compared with; nil when there is none.
    public func meanDistance(from index: Int) -> Double? { meanDistance(fromClass: member(index), classSizes) }

    /// The connected components of the graph that joins replicates at most `threshold` apart.
    ///
    /// Returns a component number for each replicate, numbered 0, 1, … in the order first seen. This is single linkage:
    /// two members of a component may be further apart than the threshold. Undefined pairs are not joined.
    public func components(threshold: Double) -> [Int] {
        guard threshold >= 0 else { return Array(0..<count) }
        let limit = entries.rounded(threshold)
        var labels: [Int] = Array(repeating: -1, count: classCount)
        var next = 0
        for start in 0..<classCount where labels[start] < 0 {
            labels[start] = next
            var frontier = [start]
            while let member = frontier.popLast() {
                for other in 0..<classCount where labels[other] < 0 && classDistance(member, other) <= limit {
                    labels[other] = next
                    frontier.append(other)
                }
            }
            next += 1
        }
        return (0..<count).map { labels[member($0)] }
    }

    private func meanDistance(fromClass label: Int, _ sizes: [Double]) -> Double? {
        var total = 0.0
        var defined = 0.0
        for other in 0..<classCount {
            let distance = classDistance(label, other)
            guard !distance.isNaN else { continue }
            let pairs = other == label ? sizes[label] - 1 : sizes[other]
            total += distance * pairs
            defined += pairs
        }
        return defined == 0 ? nil : total / defined
    }

    private var classSizes: [Double] {
        guard let members else { return Array(repeating: 1, count: count) }
        return members.reduce(into: Array(repeating: 0, count: classCount)) { $0[Int($1)] += 1 }
    }

    private var firstReplicates: [Int] {
        guard let members else { return Array(0..<count) }
        return members.indices.reduce(into: []) { if Int(members[$1]) == $0.count { $0.append($1) } }
    }
}
