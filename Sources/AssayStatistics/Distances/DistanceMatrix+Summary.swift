extension DistanceMatrix {
    /// The replicate nearest to all others: the smallest mean distance over its defined pairs.
    ///
    /// The first one wins a tie, and means closer than 10⁻¹² are a tie. A single replicate is its own medoid; nil when there
    /// is none or no pair is defined.
    public var medoid: Int? {
        if count == 1 { return 0 }
        var best: (index: Int, mean: Double)?
        for i in 0..<count {
            guard let mean = meanDistance(from: i) else { continue }
            if let best, mean >= best.mean - 1e-12 { continue }
            best = (i, mean)
        }
        return best?.index
    }

    /// The mean distance of one replicate to the others it can be compared with; nil when there is none.
    public func meanDistance(from index: Int) -> Double? {
        var total = 0.0
        var defined = 0
        for other in 0..<count where other != index {
            guard let distance = self[index, other] else { continue }
            total += distance
            defined += 1
        }
        return defined == 0 ? nil : total / Double(defined)
    }

    /// The connected components of the graph that joins replicates at most `threshold` apart.
    ///
    /// Returns a component number for each replicate, numbered 0, 1, … in the order first seen. This is single linkage: two
    /// members of a component may be further apart than the threshold. Undefined pairs are not joined.
    public func components(threshold: Double) -> [Int] {
        var labels: [Int] = Array(repeating: -1, count: count)
        var next = 0
        for start in 0..<count where labels[start] < 0 {
            labels[start] = next
            var frontier = [start]
            while let member = frontier.popLast() {
                for other in 0..<count where labels[other] < 0 {
                    guard let distance = self[member, other], distance <= threshold else { continue }
                    labels[other] = next
                    frontier.append(other)
                }
            }
            next += 1
        }
        return labels
    }
}
