extension Value {
    /// The value as a request: plain text stands for `{"query": text}`, everything else for itself.
    package var asRequest: Value { if case .string = self { ["query": self] } else { self } }
}
