import AssayCore

/// What is done with a conversation that is longer than the window of the model that is asked.
public enum ContextPolicy: String, Sendable, Hashable {
    /// It is sent as it is: models that are too small for it are not chosen, and the provider of one that was named refuses it.
    case whole
    /// Its oldest exchanges are left out, and a warning says how many turns that were.
    ///
    /// An exchange is a turn of the user with all that follows up to the next one, so that no call of a function is parted
    /// from its result. What the system says and the last exchange are never left out. Lengths are estimates, see
    /// ``TokenEstimate/likely(of:)``. Where a model can read the whole conversation, such a one is chosen.
    case recent
}

extension ModelRequest {
    /// Leaves out the oldest exchanges, as many as it takes to fit a model's window; of a model without a known window none.
    ///
    /// - Parameters:
    ///   - count: How many turns the conversation has; what follows them stays.
    ///   - model: Who reads it.
    /// - Returns: a warning where turns were left out.
    mutating func keepRecent(of count: Int, for model: ModelRecord) -> String? {
        guard let window = model.contextWindow else { return nil }
        let room = Int64(window - (sampling.maxOutputTokens ?? ModelRequirements.usualOutputTokens))
        let starts = exchanges(of: count)
        let fits = starts.partitioningIndex { TokenEstimate.likelyWithoutDocuments(of: from($0)) <= room }
        guard let start = starts.prefix(fits + 1).last, start != starts.first else { return nil }
        let kept = from(start)
        let left = messages.count - kept.messages.count
        self = kept
        return "\(left) of \(count) turns were left out, because the window of \(model.id) is too small for all"
    }

    /// The request with the last exchange of its conversation alone.
    func withoutHistory(of count: Int) -> ModelRequest { exchanges(of: count).last.map { from($0) } ?? self }

    /// Where the exchanges of a conversation start, the first with all that stands before it.
    private func exchanges(of count: Int) -> [Int] {
        let starts = messages.indices.prefix(count).filter { messages[$0].role == .user }
        return starts.isEmpty ? [] : [0] + starts.dropFirst()
    }

    /// The request without what was said before a turn, except by the system.
    private func from(_ start: Int) -> ModelRequest {
        var request = self
        request.messages = messages[..<start].filter { $0.role == .system } + messages[start...]
        return request
    }
}
