internal import AssayCore
internal import Foundation

/// An analysis as a table a person reads.
public struct AnalysisReport: Sendable {
    private let document: Value
    private let maximumRows: Int

    /// Prepares a report that lists at most `maximumRows` rows one by one.
    public init(_ analysis: AnswerAnalysis, maximumRows: Int = 40) {
        document = analysis.document
        self.maximumRows = max(0, maximumRows)
    }

    /// The report, each line ended by a line break; names from the file stand in it as they are.
    public func render() -> String {
        let parts = [
            part("answers", numbers.isEmpty ? [answers] : []), part("numbers", numbers), part("plurality", plurality),
            part("agreement", agreement),
            part("ranking", ranking), part("correctness", correctness), part("distance", distance),
            part("stopping", stopping),
            part("random orders", permuted), part("settled", calibration), part("rows", rows),
        ]
        return parts.joined().map { $0 + "\n" }.joined()
    }

    private func part(_ title: String, _ lines: [String]) -> [String] {
        lines.enumerated().map { index, line in
            (index == 0 ? title : "").padding(toLength: 15, withPad: " ", startingAt: 0) + line
        }
    }

    private var answers: String {
        let items = document["n_items"] ?? document["n_labelled_items"] ?? .null
        var text = "\(items.canonicalJSON) items"
        if let fields = document["n_fields"] { text += " of \(fields.canonicalJSON) fields" }
        if let draws = document["K"] {
            text += ", up to \(draws.canonicalJSON) draws each"
        } else if let least = document["K_min"], let most = document["K_max"] {
            text += ", \(least.canonicalJSON) to \(most.canonicalJSON) draws each"
        }
        if let classes = document["n_classes"] ?? document["n_distinct_answers"] {
            text += ", \(classes.canonicalJSON) different answers"
        }
        for (key, words) in [
            ("n_missing_answers", "missing"), ("identical_rows_dropped", "repeated rows left out"),
            ("repeated_ratings", "ratings by a worker who had rated the item before"),
        ] {
            if let count = document[key]?.int64, count > 0 { text += ", \(count) \(words)" }
        }
        return text
    }

    private var numbers: [String] {
        guard document["format"]?.string == "numbers" else { return [] }
        let names = ["n", "mean", "sd", "lag1", "min", "q25", "median", "q75", "max"]
        return names.map { name in
            let value = document[name]?.double.map { String(format: "%.15g", $0) } ?? "–"
            return name.padding(toLength: 10, withPad: " ", startingAt: 0) + value + interval(name)
        }
    }

    private var plurality: [String] {
        guard let ties = document["n_items_with_tied_plurality"]?.int64 else { return [] }
        var lines: [String] = []
        if document["plurality_accuracy"]?.double != nil {
            lines.append(
                "\(number("plurality_accuracy")) of the items right\(interval("plurality_accuracy")); "
                    + "\(number("plurality_accuracy_ties_split")) with ties split"
            )
        } else {
            lines.append("no right answer is known, so nothing is said of accuracy")
        }
        lines.append("\(ties) items have a tie for most votes")
        return lines
    }

    private var agreement: [String] {
        let names = [
            ("krippendorff_alpha_nominal", "Krippendorff's alpha"), ("gwet_ac1", "Gwet's AC1"),
            ("fleiss_kappa_generalised", "Fleiss' kappa"), ("brennan_prediger", "Brennan–Prediger"),
            ("percent_agreement", "pairs that agree"),
        ]
        return names.compactMap { key, name in
            guard document[key] != nil else { return nil }
            let reason = document["\(key)_reason"]?.string.map { " (\($0))" } ?? ""
            return name.padding(toLength: 22, withPad: " ", startingAt: 0) + number(key) + interval(key) + reason
        }
    }

    private var ranking: [String] {
        guard let auroc = document["auroc"]?.object else { return [] }
        if let reason = document["auroc_reason"]?.string { return ["undefined: \(reason)"] }
        let header = Self.row(["confidence", "AUROC", "ECE", "Brier"])
        return [header]
            + auroc.keys.map { name in
                let figures = ["auroc", "ece10", "brier"].map { Self.text(document[$0]?[name]) }
                return Self.row([name] + figures)
            }
    }

    private var correctness: [String] {
        guard let figures = document["correctness"] else { return [] }
        let judged = figures["n_judged"]?.int64 ?? 0
        let check =
            judged > 0
            ? "\(Self.text(figures["accuracy"])) of \(judged) with known truth are; ECE \(Self.text(figures["ece10"])), AUROC \(Self.text(figures["auroc"]))"
            : "no truth is known to check that"
        return [
            "mean P \(Self.text(figures["mean"])) that \(Self.text(figures["event"])), over "
                + "\(Self.text(figures["n_estimated"])) items; undefined for \(Self.text(figures["n_undefined"]))",
            check,
        ]
    }

    private var distance: [String] {
        if let distances = document["record_distance"]?.object {
            return zip(distances.keys, distances.values).map { name, value in
                "\(name): mean \(Self.text(value["mean"])), medoid \(Self.text(value["medoid_field_accuracy"])) right"
            }
        }
        return ["normalised_levenshtein", "jaccard_words", "jaccard_char3", "cosine_words"].compactMap { name in
            guard let mean = document[name]?["mean"] else { return nil }
            return "\(name): mean similarity \(Self.text(mean)), AUROC \(Self.text(document[name]?["auroc"]))"
        }
    }
}

extension AnalysisReport {
    private var stopping: [String] {
        guard let rules = document["stopping_given_order"]?.object else { return [] }
        let header = Self.row(["rule, in the order given", "samples", "saved", "right", "agree", "rounds"])
        return [header]
            + zip(rules.keys, rules.values).map { name, value in
                Self.row([
                    name, Self.text(value["total_samples"]), Self.text(value["saved"]), Self.text(value["n_correct"]),
                    Self.text(value["n_agree_with_fullK_plurality"]),
                    Self.text(document["batched_rounds"]?[name]?["mean_rounds"]),
                ])
            }
    }

    private var permuted: [String] {
        guard let rules = document["permuted"]?.object else { return [] }
        let names = ["mean_samples", "saved", "accuracy_change", "agreement", "mean_rounds"]
        return [Self.row(["rule", "samples", "saved", "accuracy ±", "agree", "rounds"])]
            + zip(rules.keys, rules.values).map { rule, value in
                Self.row([rule] + names.map { Self.text(value[$0]) })
            }
    }

    private var calibration: [String] {
        guard let draws = document["mode_calibration"]?.object, !draws.isEmpty else { return [] }
        let order = draws.keys.sorted { ($0.count, $0) < ($1.count, $1) }
        let lines = order.map { key in
            let errors = draws[key]?["ece10"]
            return Self.row(
                ["after \(key.dropFirst()) draws"]
                    + ["predictive_a0.5", "ac_beta_posterior", "majority_share"].map { Self.text(errors?[$0]) }
            )
        }
        return [Self.row(["ECE of “the answer stays”", "stability", "beta", "share"])] + lines
    }

    private var rows: [String] {
        guard let rows = document["by"]?.array else { return [] }
        let shown = rows.prefix(maximumRows).map { row in
            (row.object.map { zip($0.keys, $0.values) }.map { pairs in
                pairs.filter { $0.1.object == nil }.map { "\($0.0) \(Self.text($0.1))" }.joined(separator: " · ")
            }) ?? ""
        }
        return shown + (rows.count > maximumRows ? ["… \(rows.count - maximumRows) more; --json has all"] : [])
    }

    private func number(_ key: String) -> String { Self.text(document[key]) }

    private func interval(_ key: String) -> String {
        guard let ends = document["bootstrap"]?[key]?.array, ends.count == 2 else { return "" }
        return " (95 % \(Self.text(ends[0])) … \(Self.text(ends[1])))"
    }

    /// A value for people: fractions with four digits, text as it is.
    private static func text(_ value: Value?) -> String {
        switch value {
        case .number(let number): String(format: "%.4f", number)
        case .string(let text): text
        case .null, nil: "–"
        case let value?: value.canonicalJSON
        }
    }

    private static func row(_ cells: [String]) -> String {
        let first = cells[0].count < 28 ? cells[0].padding(toLength: 28, withPad: " ", startingAt: 0) : cells[0]
        return first
            + cells.dropFirst().map { String(repeating: " ", count: max(1, 11 - $0.count)) + $0 }.joined()
    }
}
