public import AssayCore
internal import AssayStatistics
internal import Foundation

/// A comparison of two bundles in words.
public struct ComparisonReport: Sendable {
    private let comparison: BundleComparison
    private let maximumFields: Int

    /// Prepares a report that names at most `maximumFields` fields.
    public init(_ comparison: BundleComparison, maximumFields: Int = 20) {
        self.comparison = comparison
        self.maximumFields = max(1, maximumFields)
    }

    /// The report, each line ended by a line break; values of the bundles stand in it as JSON.
    public func render() -> String {
        var lines = [headline]
        lines += comparison.provenance.map { "note: \($0)" }
        lines += listed(differing, "differs", upTo: maximumFields)
        lines += listed(others, "same, or not told apart", upTo: 5)
        if !comparison.isDifferent, comparison.smallestPValue > comparison.alpha {
            lines.append(
                "note: runs of \(comparison.counts.first) and \(comparison.counts.second) answers are too small to show"
                    + " any difference of classes at \(Self.number(comparison.alpha))"
            )
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private var differing: [BundleComparison.Field] {
        sorted(comparison.fields.filter { $0.comparison.isDifferent(level: comparison.alpha) })
    }

    private var others: [BundleComparison.Field] {
        sorted(comparison.fields.filter { !$0.comparison.isDifferent(level: comparison.alpha) })
    }

    /// The smallest p-values first, fields of the same value in their order.
    private func sorted(_ fields: [BundleComparison.Field]) -> [BundleComparison.Field] {
        fields.enumerated().sorted {
            ($0.element.comparison.adjustedPValue ?? 2, $0.offset)
                < ($1.element.comparison.adjustedPValue ?? 2, $1.offset)
        }.map(\.element)
    }

    private var headline: String {
        let sizes = "\(comparison.counts.first) and \(comparison.counts.second) answers"
        let level = "at error rate \(Self.number(comparison.alpha)) over all fields"
        let tools = [comparison.tools.first, comparison.tools.second]
        let names = tools[0] == tools[1] ? tools[0] : tools.joined(separator: " and ")
        guard comparison.isDifferent else {
            return "no difference shown \(level): \(names), \(sizes), \(comparison.fields.count) fields"
        }
        return "different \(level): \(differing.count) of \(comparison.fields.count) fields of \(names), \(sizes)"
    }

    /// A line for every group of fields of which the same is to be said.
    private func listed(_ fields: [BundleComparison.Field], _ words: String, upTo limit: Int) -> [String] {
        var order: [String] = []
        var paths: [String: [String]] = [:]
        for field in fields {
            let text = describe(field)
            if paths[text] == nil { order.append(text) }
            paths[text, default: []].append(field.path)
        }
        let lines = order.prefix(limit).map { text in
            let names = paths[text] ?? []
            let more = names.count > 1 ? " and \(names.count - 1) more alike" : ""
            return "\(names.first ?? "")\(more) \(words): \(text)"
        }
        let hidden = order.dropFirst(limit).reduce(0) { $0 + (paths[$1]?.count ?? 0) }
        return lines + (hidden > 0 ? ["… \(hidden) more fields; --json has all"] : [])
    }

    private func describe(_ field: BundleComparison.Field) -> String {
        guard let p = field.comparison.adjustedPValue else { return "nothing to compare" }
        let chance = "p \(Self.number(p))"
        if field.classes.isEmpty {
            let means = "mean \(Self.number(field.means.first)) against \(Self.number(field.means.second))"
            guard let shift = field.comparison.effects.first, let value = shift.value else {
                return "\(means), \(chance)"
            }
            let range = shift.low.map { " (95 % \(Self.number($0)) … \(Self.number(shift.high)))" } ?? ""
            return "\(means), shift \(Self.number(value))\(range), \(chance)"
        }
        let distance = field.comparison.effects.first?.value.map { "shares differ by \(Self.number($0))" } ?? ""
        let classes = field.classes.prefix(3).map { entry in
            "\(Self.short(entry.value)) \(entry.first)× against \(entry.second)×"
        }
        let more = field.classes.count > 3 ? ", \(field.classes.count - 3) more values" : ""
        return "\(distance), \(chance): \(classes.joined(separator: ", "))\(more)"
    }

    private static func short(_ value: Value?) -> String {
        guard let value else { return "missing" }
        let text = value.canonicalJSON
        return text.count > 40 ? text.prefix(39) + "…" : text
    }

    private static func number(_ value: Double?) -> String {
        guard let value else { return "–" }
        return String(format: value != 0 && abs(value) < 0.0001 ? "%.2g" : "%.5g", value)
    }
}
