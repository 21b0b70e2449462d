internal import AssayCore

/// The answers of a batch call, one at a time.
struct BatchAnswers {
    private let result: Result<[[Double]], AssayError>
    private let columns: [String]

    /// Checks the shape: one column per key, each as long as the batch.
    init(_ result: Result<[[Double]], AssayError>, columns: [String], count: Int) {
        self.columns = columns
        if case .success(let values) = result,
            values.count != columns.count || !values.allSatisfy({ $0.count == count })
        {
            self.result = .failure(
                AssayError(.protocolError, "a batch must return \(columns.count) columns of \(count) numbers each")
            )
        } else {
            self.result = result
        }
    }

    subscript(place: Int) -> Result<ToolResult, AssayError> {
        result.flatMap { values in
            var answer = Object()
            for (column, key) in zip(values, columns) {
                guard let number = Value(finite: column[place]) else {
                    return .failure(AssayError(.badOutput, "column \(key) of the batch is NaN or infinite"))
                }
                answer[key] = number
            }
            return .success(ToolResult(.object(answer)))
        }
    }
}
