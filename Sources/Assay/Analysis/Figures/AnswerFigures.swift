internal import AssayCore
internal import AssayStatistics

/// The figures of a table of answers.
struct AnswerFigures {
    private let table: AnswerTable
    private let options: AnalysisOptions
    private let items: [JudgedItem]
    private let ratings: RatingTable
    /// The items that accuracies and stopping rules are computed on: those with a known truth, or all when none is known.
    private let subjects: [JudgedItem]
    private let orders: StoppingStudy?
    /// The subjects with all their draws, to be put into random orders.
    private let full: [JudgedItem]
    private let correctness: CorrectnessFigures?

    init(_ table: AnswerTable, _ options: AnalysisOptions) throws(AssayError) {
        // With random orders the horizon cuts each order instead.
        let cut = options.horizon.map { table.prefix($0) } ?? table
        self.table = cut
        self.options = options
        items = cut.judgedItems
        correctness = options.calibrator.map { [items] in CorrectnessFigures(items, $0) }
        ratings = RatingTable(units: cut.units)
        subjects = cut.hasTruth ? items.filter(\.isJudged) : items
        try Self.requireGrouping(options.grouping, table)
        orders = options.permutations.map {
            StoppingStudy(permutations: $0, seed: options.seed, horizon: options.horizon)
        }
        full = options.horizon == nil || options.permutations == nil ? subjects : Self.subjects(of: table)
    }

    private static func subjects(of table: AnswerTable) -> [JudgedItem] {
        let items = table.judgedItems
        return table.hasTruth ? items.filter(\.isJudged) : items
    }

    private static func requireGrouping(
        _ grouping: AnalysisOptions.Grouping?,
        _ table: AnswerTable
    ) throws(AssayError) {
        switch grouping {
        case .worker where table.workers.isEmpty:
            throw AssayError(.invalidArgument, "only a table of item,worker,label has workers to group by")
        case .field: throw AssayError(.invalidArgument, "only records have fields to group by")
        case .gold where !table.golds.contains { $0 >= 0 }:
            throw AssayError(.invalidArgument, "no right answer is known to group by")
        default: return
        }
    }

    /// All members of the document.
    var members: Object {
        var object = table.form == .long ? long : wide
        object.merge(AgreementFigures.members(ratings))
        object["format"] = .string(table.form.rawValue)
        if !options.rules.isEmpty {
            let figures = StoppingFigures(items: subjects, rules: options.rules, isJudged: table.hasTruth)
            var totals: Object = [:]
            let seconds = ContinuousClock().measure { totals = figures.givenOrder } / .seconds(1)
            object["stopping_given_order"] = .object(totals)
            if options.isTimed { object["stopping_seconds"] = .orNull(seconds) }
            object["batched_rounds"] = .object(figures.rounds)
        }
        if let correctness { object["correctness"] = correctness.summary }
        if let orders { object.merge(permuted(orders)) }
        if let resamples = options.bootstrap { object["bootstrap"] = .object(intervals(resamples)) }
        if let rows { object["by"] = .array(rows) }
        if options.grouping == .worker {
            let groups = GroupFigures(table: table, items: items)
            object["weighted_accuracy"] = .orNull(groups.weightedAccuracy)
            object["dawid_skene_accuracy"] = .orNull(groups.dawidSkeneAccuracy)
        }
        return object
    }

    private func permuted(_ study: StoppingStudy) -> Object {
        let figures = StoppingFigures(items: full, rules: options.rules, isJudged: table.hasTruth)
        var object: Object = ["permutations": Value(study.permutations), "seed": Value(seed: options.seed)]
        object["mode_calibration"] = .object(figures.modeCalibration(study))
        if !options.rules.isEmpty { object["permuted"] = .object(figures.permuted(study)) }
        return object
    }

    private var rows: [Value]? {
        let groups = GroupFigures(table: table, items: items)
        switch options.grouping {
        case .item: return groups.byItem(correctness)
        case .worker: return groups.byWorker
        case .gold: return groups.byGold
        case .column: return groups.byColumn
        case .field, nil: return nil
        }
    }
}

extension AnswerFigures {
    /// What is said of a table with a row per item.
    private var wide: Object {
        let draws = table.maximumDraws
        var object = totals
        object["K"] = Value(draws)
        object["n_items"] = Value(items.count)
        object["n_missing_answers"] = Value(table.votes.count { $0 < 0 })
        object["n_distinct_answers"] = Value(Set(table.votes.filter { $0 >= 0 }).count)
        object["any_correct"] = Value(items.indices.count { anyCorrect($0) })
        object["mean_single_answer_accuracy"] = .orNull(singleAccuracy)
        var confidence: Object = [:]
        for count in Set([5, 10, 20, 40, draws]).filter({ $0 <= draws }) {
            let prefixes = count == draws ? items : items.map { $0.prefix(count) }
            confidence["K\(count)"] = .object(ConfidenceFigures.block(prefixes))
        }
        object["confidence"] = .object(confidence)
        object.merge(ConfidenceFigures.figures(table.hasTruth ? subjects : []))
        return object
    }

    /// What is said of a table with a row per label.
    private var long: Object {
        let sizes = subjects.map(\.votes.draws)
        let right = subjects.count { $0.isCorrect }
        var object = totals
        object["n_labelled_items"] = Value(items.count)
        object["n_items_with_truth"] = Value(items.count { $0.isJudged })
        object["n_labels"] = Value(table.votes.count)
        object["identical_rows_dropped"] = Value(table.identicalRowsDropped)
        object["repeated_ratings"] = Value(table.repeatedRatings)
        object["K_min"] = Value(sizes.min() ?? 0)
        object["K_max"] = Value(sizes.max() ?? 0)
        object["K_mean"] = .orNull(ConfidenceFigures.share(sizes.reduce(0, +), of: sizes.count))
        object["n_classes"] = Value(Set(table.votes.filter { $0 >= 0 }).count)
        object["n_correct_first_seen"] = table.hasTruth ? Value(right) : .null
        object["krippendorff_alpha_nominal_all_items"] = .orNull(ratings.coefficient(.krippendorffAlpha))
        object.merge(ConfidenceFigures.figures(table.hasTruth ? subjects : []))
        return object
    }

    /// What is said of every table.
    private var totals: Object {
        let isJudged = table.hasTruth && !subjects.isEmpty
        let right = subjects.count { $0.isCorrect }
        let credit = subjects.reduce(0.0) { $0 + $1.credit }
        let accuracy: Value = isJudged ? .orNull(ConfidenceFigures.share(right, of: subjects.count)) : .null
        return [
            "plurality_accuracy": accuracy, "plurality_accuracy_first_seen": accuracy,
            "plurality_accuracy_ties_split": isJudged ? .orNull(credit / Double(subjects.count)) : .null,
            "n_items_with_tied_plurality": Value(subjects.count { $0.votes.isTied }),
        ]
    }

    private func isRight(_ item: Int, _ draw: Int) -> Bool {
        if !table.correct.isEmpty { return table.correct[draw] }
        return table.golds[item] >= 0 && table.votes[draw] == table.golds[item]
    }

    private func anyCorrect(_ item: Int) -> Bool { table.range(item).contains { isRight(item, $0) } }

    /// The share of right draws among all draws of items with a known truth, missing ones being wrong.
    private var singleAccuracy: Double? {
        var (right, draws) = (0, 0)
        for item in items.indices where items[item].isJudged {
            draws += table.range(item).count
            right += table.range(item).count { isRight(item, $0) }
        }
        return ConfidenceFigures.share(right, of: draws)
    }

    /// Intervals of the coefficients and of the accuracy, from resampling items.
    private func intervals(_ resamples: Int) -> Object {
        let bootstrap = Bootstrap(resamples: resamples, seed: options.seed)
        var object = AgreementFigures.intervals(ratings, bootstrap)
        let isRight = subjects.map { $0.isCorrect ? 1 : 0 }
        let accuracy = bootstrap.interval(units: isRight.count) { multiplicities in
            let right = zip(isRight, multiplicities).reduce(0) { $0 + $1.0 * $1.1 }
            return ConfidenceFigures.share(right, of: multiplicities.reduce(0, +))
        }
        object["plurality_accuracy"] = table.hasTruth ? accuracy?.ends ?? .null : .null
        object["level"] = .number(bootstrap.level)
        object["resamples"] = Value(bootstrap.resamples)
        object["seed"] = Value(seed: options.seed)
        return object
    }
}

extension Object {
    /// Takes over the members of another object, replacing those of the same name.
    mutating func merge(_ other: Object) {
        for (key, value) in zip(other.keys, other.values) { self[key] = value }
    }
}
