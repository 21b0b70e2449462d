internal import AssayCore
internal import AssayStatistics

/// The figures of a table of records: field by field as answers, and record by record as distances.
struct RecordFigures {
    private let table: RecordTable
    private let options: AnalysisOptions
    private let units: AnswerTable

    /// How two records are compared; a distance that is undefined is nil.
    private typealias Comparison = ([String?], [String?]) -> Double?

    init(_ table: RecordTable, _ options: AnalysisOptions) throws(AssayError) {
        switch options.grouping {
        case .field, .item, nil: break
        case .worker, .gold, .column:
            throw AssayError(.invalidArgument, "records can be grouped by item or by field")
        }
        self.table = options.horizon.map { table.prefix($0) } ?? table
        self.options = options
        units = self.table.units
    }

    /// All members of the document.
    var members: Object {
        let items = units.judgedItems
        let right = items.count { $0.isCorrect }
        let judged = items.count { $0.isJudged }
        var own = options
        own.grouping = nil
        own.horizon = nil
        var object = (try? AnswerFigures(units, own).members) ?? [:]
        object["format"] = "json_lines_records"
        object["n_items"] = Value(table.items.count)
        object["n_fields"] = Value(table.fields.count)
        object["n_units"] = Value(items.count)
        object["n_missing_cells"] = Value(units.votes.count { $0 < 0 })
        object["fields"] = .array(table.fields.map(Value.string))
        object["fields_left_out"] = .array(table.structuredFields.map(Value.string))
        object["single_field_accuracy"] = object["mean_single_answer_accuracy"]
        object["fieldwise_plurality_accuracy"] = .orNull(ConfidenceFigures.share(right, of: judged))
        object["n_field_units_correct"] = Value(right)
        object["krippendorff_alpha_nominal_over_item_field_units"] = object["krippendorff_alpha_nominal"]
        object["record_distance"] = [
            "gower_skip_missing": .object(distances(Self.skippingMissing)),
            "strict_missing_is_value": .object(distances(Self.strict)),
            "levenshtein_fields": .object(distances(Self.levenshtein)),
        ]
        switch options.grouping {
        case .field: object["by"] = .array(byField(items))
        case .item: object["by"] = .array(GroupFigures(table: units, items: items).byItem())
        default: break
        }
        return object
    }

    private func byField(_ items: [JudgedItem]) -> [Value] {
        table.fields.indices.map { field in
            let own = stride(from: field, to: items.count, by: table.fields.count).map { items[$0] }
            var row = ConfidenceFigures.block(own)
            row["field"] = .string(table.fields[field])
            return .object(row)
        }
    }
}

extension RecordFigures {
    private static func skippingMissing(_ a: [String?], _ b: [String?]) -> Double? {
        let both = zip(a, b).filter { $0 != nil && $1 != nil }
        return both.isEmpty ? nil : Double(both.count { $0 != $1 }) / Double(both.count)
    }

    private static func strict(_ a: [String?], _ b: [String?]) -> Double? {
        Double(zip(a, b).count { $0 != $1 }) / Double(a.count)
    }

    private static func levenshtein(_ a: [String?], _ b: [String?]) -> Double? {
        let sum = zip(a, b).reduce(0.0) { sum, pair in
            switch pair {
            case (let left?, let right?): sum + Distance.normalizedLevenshtein(left, right)
            case (nil, nil): sum
            default: sum + 1
            }
        }
        return sum / Double(a.count)
    }

    /// The mean distance of each item's pairs, and how right its medoid is.
    private func distances(_ comparison: Comparison) -> Object {
        var (means, medoids): ([Value], [Value]) = ([], [])
        var (sum, defined, right, judged) = (0.0, 0, 0, 0)
        for (item, records) in table.records.enumerated() {
            let (mean, medoid) = Self.summary(records, comparison)
            means.append(.orNull(mean))
            medoids.append(.orNull(medoid.map { Int64($0) }))
            if let mean { (sum, defined) = (sum + mean, defined + 1) }
            guard let medoid else { continue }
            for (value, gold) in zip(records[medoid], table.golds[item]) where gold != nil {
                judged += 1
                if value == gold { right += 1 }
            }
        }
        return [
            "mean_pairwise_distance_per_item": .array(means), "medoid_index_per_item": .array(medoids),
            "mean": .orNull(defined > 0 ? sum / Double(defined) : nil),
            "medoid_field_accuracy": .orNull(ConfidenceFigures.share(right, of: judged)),
        ]
    }

    /// The mean over the pairs with a distance, and the record nearest to all others, the first of equals.
    private static func summary(_ records: [[String?]], _ comparison: Comparison) -> (mean: Double?, medoid: Int?) {
        var sums = [Double](repeating: 0, count: records.count)
        var (total, pairs) = (0.0, 0)
        for left in records.indices {
            for right in records.indices.dropFirst(left + 1) {
                guard let distance = comparison(records[left], records[right]) else { continue }
                sums[left] += distance
                sums[right] += distance
                total += distance
                pairs += 1
            }
        }
        var medoid = records.isEmpty ? nil : 0
        for (index, sum) in sums.enumerated() {
            if let best = medoid, sum < sums[best] - 1e-12 { medoid = index }
        }
        return (pairs > 0 ? total / Double(pairs) : nil, medoid)
    }
}
