import AssayCore

/// Cuts a conversation to the window of each model that is asked, where that was wanted.
struct ContextCut {
    private let policy: ContextPolicy
    /// How many tokens an answer is left.
    private let answerTokens: Int
    /// How many turns the caller's conversation has; those of functions follow.
    private let turns: Int
    private var last: (model: String, left: Int)?

    init(_ policy: ContextPolicy, answerTokens: Int?, turns: Int) {
        self.policy = policy
        self.answerTokens = answerTokens ?? ModelRequirements.usualOutputTokens
        self.turns = turns
    }

    /// What the caller should know of the model that was asked last; `nil` where it was sent everything.
    var warning: String? {
        last.map {
            "\($0.left) of \(turns) turns were left out, because the window of \($0.model) is too small for all"
        }
    }

    /// Leaves out what is too much.
    ///
    /// - Parameters:
    ///   - request: What is to be sent.
    ///   - count: How many turns of it are the conversation; what follows them stays.
    ///   - model: Who reads it.
    ///   - others: How many tokens the model reads beside it.
    mutating func apply(to request: inout ModelRequest, of count: Int, for model: ModelRecord, beside others: Int64 = 0)
    {
        guard policy == .recent, let window = model.contextWindow else { return last = nil }
        let whole = request.messages.count
        request.keepRecent(of: count, within: Int64(window - answerTokens) - others)
        let left = whole - request.messages.count
        let before = last?.model == model.id ? last?.left ?? 0 : 0
        last = max(left, before) > 0 ? (model.id, max(left, before)) : nil
    }
}

extension ModelRequest {
    /// Leaves out the oldest exchanges, as many as it takes to fit, but never the last one.
    ///
    /// - Parameters:
    ///   - count: How many turns the conversation has; what follows them stays.
    ///   - room: How many tokens may be read.
    fileprivate mutating func keepRecent(of count: Int, within room: Int64) {
        let starts = exchanges(of: count)
        let fits = starts.partitioningIndex { TokenEstimate.likelyWithoutDocuments(of: from($0)) <= room }
        if let start = starts.prefix(fits + 1).last { self = from(start) }
    }

    /// The request with the last exchange of its conversation alone.
    var withoutHistory: ModelRequest { exchanges(of: messages.count).last.map(from) ?? self }

    /// Where the exchanges of a conversation start, the first with all that stands before it.
    private func exchanges(of count: Int) -> [Int] {
        let starts = messages.indices.prefix(count).filter { index in
            // Who speaks again at once goes on; and results of functions belong to the calls before them.
            let turn = messages[index]
            return turn.role == .user && turn.results.isEmpty && (index == 0 || messages[index - 1].role != .user)
        }
        return starts.isEmpty ? [] : [0] + starts.dropFirst()
    }

    /// The request without what was said before a turn, except by the system.
    private func from(_ start: Int) -> ModelRequest {
        var request = self
        request.messages = messages[..<start].filter { $0.role == .system } + messages[start...]
        return request
    }
}
