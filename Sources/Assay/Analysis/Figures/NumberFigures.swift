internal import AssayCore
internal import AssayStatistics

/// The figures of a column of numbers.
struct NumberFigures {
    private let summary: NumericSummary
    private let values: [Double]
    private let options: AnalysisOptions

    init(_ column: NumberColumn, _ options: AnalysisOptions) throws(AssayError) {
        guard options.rules.isEmpty, options.permutations == nil, options.grouping == nil else {
            throw AssayError(
                .invalidArgument,
                "numbers in one column have no votes: only --horizon and --bootstrap apply"
            )
        }
        values = Array(column.values.prefix(options.horizon ?? .max))
        guard let summary = NumericSummary(values: values) else {
            throw AssayError(.invalidTable, "there is no number to summarise")
        }
        self.summary = summary
        self.options = options
    }

    /// All members of the document.
    var members: Object {
        var object: Object = [
            "format": "numbers", "n": Value(summary.count), "mean": .orNull(summary.mean),
            "sd": .orNull(summary.standardDeviation), "lag1": .orNull(summary.lag1Autocorrelation),
        ]
        for (name, p) in [("min", 0), ("q25", 0.25), ("median", 0.5), ("q75", 0.75), ("max", 1)] {
            object[name] = .orNull(summary.quantile(p))
        }
        if let resamples = options.bootstrap {
            let interval = Bootstrap(resamples: resamples, seed: options.seed).interval(values: values) { sample in
                sample.reduce(into: Moments()) { $0.append($1) }.mean
            }
            object["bootstrap"] = ["mean": interval?.ends ?? .null, "resamples": Value(resamples)]
        }
        return object
    }
}
