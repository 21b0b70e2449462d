internal import AssayStatistics

/// What the values of one field say so far.
struct FieldJudgement: Sendable {
    let column: FieldColumn
    let classes: FieldClasses
    let evidence: Evidence
    /// The order statistics of a measurement.
    let numeric: NumericSummary?
    let confidence: Quantified

    enum Evidence: Sendable {
        case votes(VoteTally)
        case measurement(MeasurementTally)
    }

    init(_ column: FieldColumn, horizon: Int) {
        self.column = column
        numeric = column.role == .measurement ? NumericSummary(values: column.numbers) : nil
        classes = FieldClasses(of: column, sorted: numeric?.sorted)
        evidence = Self.evidence(column, classes, horizon: horizon)
        confidence = Self.confidence(of: evidence)
    }

    private static func evidence(_ column: FieldColumn, _ classes: FieldClasses, horizon: Int) -> Evidence {
        guard column.role == .measurement else { return .votes(classes.tally(horizon: horizon)) }
        var tally = MeasurementTally(horizon: horizon, tolerance: column.tolerance)
        if let numbers = column.values.numbers {
            tally.append(contentsOf: numbers)
        } else {
            for value in column.values { tally.append(value?.double) }
        }
        return .measurement(tally)
    }

    var isTied: Bool { if case .votes(let tally) = evidence { tally.isTied } else { false } }

    /// The label of the class that speaks for the field: the strict leader, or the one that holds the median.
    var leadingLabel: Int? {
        switch evidence {
        case .votes(let tally): tally.isTied ? nil : tally.leader
        case .measurement: labelAtMedian
        }
    }

    /// The class among whose numbers the median lies; `nil` where it falls between classes.
    private var labelAtMedian: Int? {
        guard let median = numeric?.median else { return nil }
        if classes.counts.count == 1 { return 0 }
        var ranges = [ClosedRange<Double>?](repeating: nil, count: classes.counts.count)
        for case (let label?, let number?) in zip(classes.labels, column.values.lazy.map { $0?.double }) {
            let range = ranges[label] ?? number...number
            ranges[label] = min(range.lowerBound, number)...max(range.upperBound, number)
        }
        return ranges.firstIndex { $0?.contains(median) ?? false }
    }

    private static func confidence(of evidence: Evidence) -> Quantified {
        switch evidence {
        case .votes(let tally):
            Quantified(
                Confidence.modalAnswer(leader: tally.leaderCount, runnerUp: tally.runnerUpCount),
                otherwise: "fewer than 2 valid replicates"
            )
        case .measurement(let tally): Quantified(tally.confidence, otherwise: "a measurement needs 3 values")
        }
    }

    var stability: Quantified {
        switch evidence {
        case .votes(let tally) where tally.leaderCount == 0: .undefined("no valid replicate")
        case .votes(let tally):
            .value(
                Confidence.horizonStability(
                    leader: tally.leaderCount,
                    runnerUp: tally.runnerUpCount,
                    rest: tally.draws - tally.leaderCount - tally.runnerUpCount,
                    remaining: tally.remaining,
                    alpha: 0.5
                )
            )
        case .measurement(let tally): Quantified(tally.stability, otherwise: "a measurement needs 3 values")
        }
    }

    /// Whether the rule would stop on this field; `nil` where it does not judge such fields.
    func shouldStop(_ rule: any StoppingRule) -> Bool? {
        switch evidence {
        case .votes(let tally): rule.shouldStop(votes: tally)
        case .measurement(let tally): rule.shouldStop(measurement: tally)
        }
    }

    /// The fewest further replicates after which the rule could stop on this field.
    func fewestDraws(_ rule: any StoppingRule) -> Int? {
        switch evidence {
        case .votes(let tally): StoppingRules.fewestDraws(toStop: rule, votes: tally)
        case .measurement(let tally): StoppingRules.fewestDraws(toStop: rule, measurement: tally)
        }
    }
}
