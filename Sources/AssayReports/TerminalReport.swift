public import AssayCore
internal import Foundation

/// A bundle as a table a person reads on a terminal.
public struct TerminalReport: Sendable {
    let bundle: EvidenceBundle
    private let style: Style
    private let width: Int
    let maximumRows: Int

    /// Whether colour is used.
    public enum Style: Sendable, Hashable {
        /// Letters only.
        case plain
        /// ANSI colours.
        case coloured
    }

    /// Prepares a report.
    ///
    /// - Parameters:
    ///   - bundle: What is shown.
    ///   - style: Whether colour is used.
    ///   - width: The columns of the terminal, at least 40; longer lines are cut with `…`.
    ///   - maximumRows: The most lines of any part; what is left out is said.
    public init(_ bundle: EvidenceBundle, style: Style = .plain, width: Int = 100, maximumRows: Int = 12) {
        self.bundle = bundle
        self.style = style
        self.width = max(40, width)
        self.maximumRows = maximumRows
    }

    /// The report, each line ended by a line break.
    ///
    /// - Parameter file: Where the bundle was written, if it was.
    /// - Returns: the text, in which the only control characters are line breaks and the report's own colours.
    public func render(file: String? = nil) -> String {
        var lines = [headline]
        lines += part("outcome", [outcome])
        lines += part("consensus", consensus)
        lines += part("disagreements", disagreements)
        lines += part("confidence", [confidence])
        lines += part("stability", [stability])
        lines += part("certificate", [certificate])
        lines += part("correctness", correctness)
        lines += part("distance", [distance] + estimate)
        lines += part("distributions", distributions)
        lines += part("seeds", seeds)
        lines += part("failures", failures)
        lines += part("attempts", attempts)
        lines += part("warnings", warnings)
        lines += part("usage", [usage])
        lines += part("left out", bundle.summary.truncations.map(clean))
        let shown = lines.map(cut) + evidence(file)
        return shown.map { $0 + "\n" }.joined()
    }

    /// Never cut: a digest is there to be copied.
    private func evidence(_ file: String?) -> [String] {
        part("evidence", [file].compactMap(\.self).map(clean) + ["digest \(bundle.digest)"])
    }

    private var headline: String {
        let meta = bundle.meta
        let wanted = "\(meta.k) replicate\(meta.k == 1 ? "" : "s") wanted"
        let end = meta.earlyStopReason.map { meta.earlyStopped ? ", stopped early: \($0)" : ", ended: \($0)" } ?? ""
        let tool = "\(paint(clean(meta.tool.name), .bold)) \(clean(meta.tool.version))"
        return "\(tool) · \(wanted), \(meta.kCompleted) run\(clean(end))"
    }

    private var outcome: String {
        let colour: Paint = bundle.outcome == .complete ? .green : bundle.outcome == .failed ? .red : .yellow
        return "\(paint(bundle.outcome.rawValue, colour)): \(clean(bundle.explanation))"
    }

    private var confidence: String {
        guard let value = bundle.summary.confidence.value else {
            return "undefined: \(clean(bundle.summary.confidence.reason ?? ""))"
        }
        return "\(paint(Self.probability(value), .bold)) that this is what the tool keeps answering\(support)"
    }

    /// What the answers say on the field whose confidence is the bundle's.
    private var support: String {
        let weakest = bundle.summary.fields.first { $0.weight > 0 && $0.confidence == bundle.summary.confidence }
        guard let weakest else { return "" }
        let name = weakest.path == "$" ? "the answer" : clean(weakest.path)
        if weakest.role == .measurement { return " (weakest: the mean of \(name) over \(weakest.votes))" }
        return " (weakest: \(weakest.votes) of \(weakest.present) agree on \(name))"
    }

    private var stability: String {
        guard let value = bundle.summary.stability.value else {
            return "undefined: \(clean(bundle.summary.stability.reason ?? ""))"
        }
        if bundle.meta.kCompleted == bundle.meta.k {
            return "\(Self.probability(value)): all \(bundle.meta.k) replicates ran"
        }
        return "\(Self.probability(value)) that all \(bundle.meta.k) replicates would leave the consensus unchanged"
    }

    private var certificate: String {
        let certificate = bundle.summary.certificate
        let rate = "at error rate \(Self.number(certificate.delta))"
        return certificate.isCertified ? "mode certified \(rate)" : "not certified \(rate): \(certificate.reason ?? "")"
    }

    /// Said only where somebody gave a calibrator.
    private var correctness: [String] {
        guard let source = bundle.summary.correctnessSource else { return [] }
        let calibrator = "calibrator \(source.calibratorSHA256.prefix(12))"
        guard let value = bundle.summary.correctness.value else {
            return ["undefined by \(calibrator): \(clean(bundle.summary.correctness.reason ?? ""))"]
        }
        let interval =
            source.interval.map { " (95 % \(Self.probability($0.low)) … \(Self.probability($0.high)))" } ?? ""
        return ["\(paint(Self.probability(value), .bold)) that \(clean(source.event))\(interval), by \(calibrator)"]
    }

    private var distance: String {
        let (mean, maximum, pairs) = bundle.summary.pairwiseDistance.overview
        guard let mean else { return "undefined: fewer than 2 comparable answers" }
        let largest = maximum.map { ", largest \(Self.number($0))" } ?? ""
        let medoid = bundle.summary.medoid.map { ", medoid \($0)" } ?? ""
        return "mean \(Self.number(mean))\(largest) over \(pairs) pairs\(medoid)"
    }

    /// Said only where distances are estimated.
    private var estimate: [String] {
        guard case .estimate(let estimate) = bundle.summary.pairwiseDistance else { return [] }
        let confidence = Self.probability(estimate.confidence)
        var lines: [String] = []
        if let mean = estimate.mean {
            lines.append("the mean is an estimate: ± \(Self.number(mean.margin)) with confidence \(confidence)")
        }
        if let medoid = estimate.medoidMean, let excess = estimate.medoidExcess {
            lines.append(
                "the medoid's mean is \(Self.number(medoid.value)) ± \(Self.number(medoid.margin)),"
                    + " at most \(Self.number(excess)) above the best of its sample"
            )
        }
        return lines + landmarks(estimate)
    }

    private func landmarks(_ estimate: DistanceEstimate) -> [String] {
        guard !estimate.landmarks.isEmpty else { return [] }
        return ["landmarks " + estimate.landmarks.map { "\($0.id) (nearest to \($0.nearest))" }.joined(separator: ", ")]
    }

    private var usage: String {
        let usage = bundle.usage
        let tokens = usage.tokens.map { "\($0) tokens" } ?? "tokens unknown"
        let cost = usage.costUSD.map { "$\(Self.number($0))\(unpriced)" } ?? "cost unknown"
        return "\(tokens), \(cost), \(bundle.meta.totalElapsedMS) ms"
    }

    /// Of how many replicates the tokens are known and the cost is not, so that no sum passes for the whole.
    private var unpriced: String {
        let count = bundle.replicates.count { replicate in
            replicate.spent.map { $0.tokens != nil && $0.costUSD == nil } ?? false
        }
        return count == 0 ? "" : " without \(count) replicate\(count == 1 ? "" : "s") of unknown price"
    }
}

// MARK: Parts of many lines

extension TerminalReport {
    private var consensus: [String] {
        let shown = bundle.summary.fields.filter { $0.role != .ignore && !isElement($0.path) }
        let whole = Set(shown.map(\.path))
        let arrays = arrays(in: bundle.summary.consensus, at: "").filter { !whole.contains($0.path) }
        var lines = shown.map(line(for:)) + arrays.map { "\(clean($0.path)) \(text($0.value))" }
        if lines.isEmpty { lines = [text(bundle.summary.consensus)] }
        if bundle.summary.observed == false { lines.append("no single replicate gave all of this") }
        return limited(lines)
    }

    private func line(for field: FieldSummary) -> String {
        let name = field.path == "$" ? "" : "\(clean(field.path)) "
        if field.tied { return "\(name)tied" }
        guard let value = field.consensus else { return "\(name)mostly absent" }
        let interval = bundle.summary.distributions.first { $0.field == field.path }?.meanInterval
        guard field.role == .measurement, let interval else { return name + text(value) }
        return "\(name)\(text(value)) (mean 95 % \(Self.number(interval.low)) … \(Self.number(interval.high)))"
    }

    /// Whether the field is part of an array that is shown as one; an index stands in brackets, an odd key also in quotes.
    private func isElement(_ path: String) -> Bool {
        guard bundle.summary.consensus.object != nil else { return false }
        var previous: UInt8 = 0
        var isQuoted = false
        for byte in path.utf8 {
            if byte == UInt8(ascii: "\"") && previous != UInt8(ascii: "\\") { isQuoted.toggle() }
            if !isQuoted && previous == UInt8(ascii: "[") && (0x30...0x39).contains(byte) { return true }
            previous = byte
        }
        return false
    }

    /// The arrays of the consensus that are members of objects.
    private func arrays(in value: Value, at path: String) -> [(path: String, value: Value)] {
        guard case .object(let object) = value else { return value.array == nil || path.isEmpty ? [] : [(path, value)] }
        return object.flatMap { arrays(in: $0.value, at: path.isEmpty ? $0.key : "\(path).\($0.key)") }
    }

    private var distributions: [String] {
        let varying = bundle.summary.distributions.filter { $0.minimum < $0.maximum }
        guard !varying.isEmpty else { return [] }
        let header = ["field", "n", "mean", "sd", "min", "q25", "median", "q75", "max"]
        let rows = varying.prefix(maximumRows).map { distribution in
            [
                clean(distribution.field), String(distribution.count), Self.number(distribution.mean),
                distribution.standardDeviation.map(Self.number) ?? "–", Self.number(distribution.minimum),
                Self.number(distribution.quantiles.q25), Self.number(distribution.quantiles.q50),
                Self.number(distribution.quantiles.q75), Self.number(distribution.maximum),
            ]
        }
        let hidden = varying.count - rows.count
        return Self.aligned([header] + rows) + (hidden > 0 ? ["… and \(hidden) more"] : [])
    }

    private var failures: [String] {
        limited(
            bundle.failures.map {
                "\($0.id) \(clean($0.failure?.code.rawValue ?? "")): \(clean($0.failure?.message ?? ""))"
            }
        )
    }

    /// What was tried more than once: of each replicate how its attempts ended, in order.
    private var attempts: [String] {
        limited(
            bundle.replicates.eventful.filter { !$0.attempts.isEmpty }.map { replicate in
                let ends = replicate.attempts.map { attempt in
                    let wait = attempt.delayMS > 0 ? "after \(attempt.delayMS) ms " : ""
                    let tool = attempt.tool.map { "\(clean($0)) " } ?? ""
                    return
                        "\(tool)\(wait)\(clean(attempt.failure?.code.rawValue ?? "answered")) (\(attempt.elapsedMS) ms)"
                }
                return "\(replicate.id) \(ends.joined(separator: ", "))"
            }
        )
    }

    private var warnings: [String] {
        limited(
            bundle.replicates.eventful.flatMap { replicate in
                replicate.quality.warnings.map { "\(replicate.id) \(clean($0))" }
            }
        )
    }

    func names(_ ids: [String]) -> String {
        ids.prefix(6).joined(separator: " ") + (ids.count > 6 ? " …" : "")
    }

    func limited(_ lines: [String]) -> [String] {
        guard lines.count > maximumRows else { return lines }
        return lines.prefix(maximumRows - 1) + ["… and \(lines.count - maximumRows + 1) more"]
    }

    private static func aligned(_ rows: [[String]]) -> [String] {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.indices.map { column in
                let padding = String(repeating: " ", count: widths[column] - row[column].count)
                return column == 0 ? row[column] + padding : padding + row[column]
            }.joined(separator: "  ")
        }
    }
}

// MARK: Text

extension TerminalReport {
    private enum Paint: String {
        case bold = "1"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case faint = "2"
    }

    private func paint(_ text: String, _ paint: Paint) -> String {
        style == .coloured ? "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m" : text
    }

    private func part(_ name: String, _ lines: [String]) -> [String] {
        lines.enumerated().map { index, line in
            let label = index == 0 ? name : ""
            return paint(label + String(repeating: " ", count: 15 - label.count), .faint) + line
        }
    }

    /// Cuts by visible characters: colour takes no room.
    private func cut(_ line: String) -> String {
        guard Self.visibleLength(line) > width else { return line }
        var visible = 0
        var isEscape = false
        var result = ""
        for character in line {
            if character == "\u{1B}" { isEscape = true }
            if !isEscape {
                visible += 1
                if visible == width { return result + "…" + (style == .coloured ? "\u{1B}[0m" : "") }
            }
            if isEscape && character == "m" { isEscape = false }
            result.append(character)
        }
        return result
    }

    private static func visibleLength(_ line: String) -> Int {
        var isEscape = false
        return line.reduce(0) { count, character in
            if character == "\u{1B}" { isEscape = true }
            defer { if isEscape && character == "m" { isEscape = false } }
            return isEscape ? count : count + 1
        }
    }

    func text(_ value: Value) -> String {
        switch value {
        case .number(let number): Self.number(number)
        case .string(let text): clean(text)
        case .array(let elements) where elements.count > 12:
            "[" + elements.prefix(12).map(text).joined(separator: ", ") + ", … \(elements.count) in all]"
        case .array(let elements): "[" + elements.map(text).joined(separator: ", ") + "]"
        default: clean(value.canonicalJSON)
        }
    }

    /// Text of tools must not steer the terminal.
    func clean(_ text: String) -> String {
        let shown = text.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control || scalar.properties.isBidiControl ? "\u{FFFD}" : scalar
        }
        return String(String.UnicodeScalarView(shown))
    }

    static func number(_ value: Double) -> String { String(format: "%.5g", value) }

    private static func probability(_ value: Double) -> String {
        value < 1 && value > 0.9995 ? "> 0.999" : String(format: "%.3f", value)
    }
}
