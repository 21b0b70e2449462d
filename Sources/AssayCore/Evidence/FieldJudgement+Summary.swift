internal import AssayStatistics

extension FieldJudgement {
    /// The value that speaks for the field; `nil` where it is tied or most answers lack it.
    func consensus(among valid: Int) -> Value? {
        guard column.role != .ignore, 2 * column.present >= valid else { return nil }
        switch evidence {
        case .measurement: return numeric.map { .number($0.median) }
        case .votes:
            guard let label = leadingLabel else { return nil }
            return column.role == .text ? medoid(of: label) : classes.representatives[label]
        }
    }

    /// The text of a class that is nearest to the others in it.
    private func medoid(of label: Int) -> Value {
        let comparison = FieldComparison(of: column)
        let limit = min(200, FieldComparison.affordable(cost: comparison.cost))
        let members = zip(classes.labels, column.values).compactMap { $0 == label ? $1 : nil }.prefix(limit)
        return comparison.matrix(Array(members)).medoid.map { members[$0] } ?? classes.representatives[label]
    }

    func summary(among valid: Int) -> FieldSummary {
        let (mean, votes): (Double?, Int) =
            switch evidence {
            case .measurement(let tally): (tally.moments.count > 0 ? tally.moments.mean : nil, tally.moments.count)
            case .votes(let tally): (nil, tally.leaderCount)
            }
        return FieldSummary(
            path: column.path.description,
            role: column.role,
            weight: column.weight,
            present: column.present,
            consensus: consensus(among: valid),
            mean: mean,
            tied: isTied,
            votes: votes,
            distinct: classes.counts.count,
            confidence: column.role == .ignore ? .undefined("not compared") : confidence,
            stability: column.role == .ignore ? .undefined("not compared") : stability
        )
    }

    /// Statistics of a numeric field; elements of long arrays have none of their own.
    var distribution: FieldDistribution? {
        guard column.weight > 0, let summary = numeric ?? NumericSummary(values: column.numbers),
            summary.count == column.present,
            let q05 = summary.quantile(0.05), let q25 = summary.quantile(0.25),
            let q75 = summary.quantile(0.75), let q95 = summary.quantile(0.95)
        else { return nil }
        return FieldDistribution(
            field: column.path.description,
            count: summary.count,
            mean: summary.mean,
            standardDeviation: summary.standardDeviation,
            minimum: summary.minimum,
            quantiles: FieldDistribution.Quantiles(q05: q05, q25: q25, q50: summary.median, q75: q75, q95: q95),
            maximum: summary.maximum,
            meanInterval: summary.meanInterval(level: 0.95).map {
                FieldDistribution.Interval(low: $0.low, high: $0.high)
            }
        )
    }

    func disagreement(_ answers: Answers) -> Disagreement {
        let (limit, counts) = (Summarizer.maximumListed, classes.counts)
        let order = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
        let listed = Set(order.prefix(limit))
        var members = [[Int]](repeating: [], count: counts.count)
        var missing: [Int] = []
        for (index, label) in classes.labels.enumerated() {
            if let label {
                if members[label].count < limit && listed.contains(label) { members[label].append(index) }
            } else if missing.count < limit && answers[index] != nil {
                missing.append(index)
            }
        }
        let lowest = column.role == .measurement ? lowestNumbers : []
        return Disagreement(
            field: column.path.description,
            classes: order.prefix(limit).map { label in
                Disagreement.ValueClass(
                    value: representative(label, low: lowest.isEmpty ? nil : lowest[label]),
                    count: counts[label],
                    replicateIDs: members[label].map(Replicate.id(at:))
                )
            },
            classCount: order.count,
            missing: missing.map(Replicate.id(at:))
        )
    }

    /// The smallest number of each class; `nil` where it holds something else.
    private var lowestNumbers: [Double?] {
        var lowest = [Double?](repeating: nil, count: classes.counts.count)
        for (place, label) in classes.labels.enumerated() {
            guard let label, let number = column.values.numbers?[place] ?? column.values[place]?.double else {
                continue
            }
            if number < lowest[label] ?? .infinity { lowest[label] = number }
        }
        return lowest
    }

    private func representative(_ label: Int, low: Double?) -> Value {
        guard let low, let median = numeric?.median(from: low, count: classes.counts[label]) else {
            return classes.representatives[label]
        }
        return .number(median)
    }
}
