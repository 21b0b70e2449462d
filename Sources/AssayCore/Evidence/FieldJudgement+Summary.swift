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

    func disagreement(_ answers: [Value?]) -> Disagreement {
        var members = [[Int]](repeating: [], count: classes.counts.count)
        var missing: [String] = []
        for (index, label) in classes.labels.enumerated() {
            if let label {
                members[label].append(index)
            } else if answers[index] != nil {
                missing.append(Replicate.id(at: index))
            }
        }
        let order = members.indices.sorted { (members[$1].count, $0) < (members[$0].count, $1) }
        let limit = Summarizer.maximumListed
        return Disagreement(
            field: column.path.description,
            classes: order.prefix(limit).map { label in
                Disagreement.ValueClass(
                    value: representative(label, members[label]),
                    count: members[label].count,
                    replicateIDs: members[label].prefix(limit).map(Replicate.id(at:))
                )
            },
            classCount: order.count,
            missing: Array(missing.prefix(limit))
        )
    }

    private func representative(_ label: Int, _ members: [Int]) -> Value {
        let numbers = column.role == .measurement ? members.lazy.compactMap { column.values[$0]?.double } : nil
        guard let low = numbers?.min(), let median = numeric?.median(from: low, count: members.count) else {
            return classes.representatives[label]
        }
        return .number(median)
    }
}
