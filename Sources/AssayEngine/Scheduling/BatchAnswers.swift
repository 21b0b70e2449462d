internal import AssayCore

/// The answers of a batch call, one at a time.
struct BatchAnswers {
    private let failure: AssayError?
    /// An answer that lacks its numbers.
    private let blank: Object
    /// The numbers under each key.
    private let columns: [(key: String, values: [Double])]

    /// Checks the shape: one column per key, each as long as the batch.
    init(_ result: Result<[[Double]], AssayError>, columns keys: [String], count: Int) {
        blank = keys.reduce(into: Object()) { $0[$1] = .null }
        switch result {
        case .failure(let error):
            (failure, columns) = (error, [])
        case .success(let values) where values.count == keys.count && values.allSatisfy { $0.count == count }:
            failure = nil
            columns = zip(keys, values).map { ($0, $1) }
        case .success:
            failure = AssayError(.protocolError, "a batch must return \(keys.count) columns of \(count) numbers each")
            columns = []
        }
    }

    /// The columns as they are, where all of their numbers are finite.
    var finiteColumns: [(key: String, values: [Double])]? {
        failure == nil && !columns.isEmpty && columns.allSatisfy { $0.values.allSatisfy(\.isFinite) } ? columns : nil
    }

    /// An answer of the smallest numbers of all columns and one of the largest; nil where some number is none.
    var extremes: [Object]? {
        guard finiteColumns != nil else { return nil }
        return [answer { $0.min() ?? 0 }, answer { $0.max() ?? 0 }]
    }

    subscript(place: Int) -> Result<ToolResult, AssayError> {
        if let failure { return .failure(failure) }
        if let broken = columns.first(where: { !$0.values[place].isFinite }) {
            return .failure(AssayError(.badOutput, "column \(broken.key) of the batch is NaN or infinite"))
        }
        return .success(ToolResult(.object(answer { $0[place] })))
    }

    private func answer(_ number: ([Double]) -> Double) -> Object {
        var answer = blank
        for column in columns { answer[column.key] = .number(number(column.values)) }
        return answer
    }
}
