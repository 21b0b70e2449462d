import AssayCore

/// Reads one answer: a whole body, or the events of a stream one after the other.
protocol WireDecoder: Sendable {
    /// What has been read so far.
    var answer: AnswerBuilder { get set }

    /// Whether the model's turn has been read to its end.
    var isComplete: Bool { get }

    /// Reads a body or the data of an event; unknown events and fields are skipped.
    ///
    /// - Throws: what the provider reports inside the answer.
    mutating func read(_ event: Value) throws(AssayError) -> [ModelEvent]

    /// Notes the mark that ends a stream of events, where there is one.
    mutating func readEndMark()

    /// Closes what is still open once nothing more comes.
    mutating func close() -> [ModelEvent]
}

extension WireDecoder {
    mutating func readEndMark() {}
    mutating func close() -> [ModelEvent] { [] }
}
