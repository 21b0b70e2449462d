public import AssayCore

/// What came of asking one member.
public struct MemberReport: Sendable, Hashable {
    /// The member's name.
    public let member: String
    /// The model's name on the wire.
    public let model: String
    /// What came of it.
    public var ending: Ending
    /// How good the answer is, from 0 to 1; `nil` where nobody judged it.
    public var quality: Double?
    /// Whether the answer counts.
    public var isGood = false
    /// Every call, in order.
    public var attempts: [ModelAttempt] = []
    /// Every function it had called, in order.
    public var functionCalls: [ExecutedCall] = []
    /// What its calls cost, functions not included.
    public var cost = CostBounds.zero
    /// From the start to the end, with all attempts and waits, in whole milliseconds.
    public var elapsedMS: Int64 = 0
    /// What went wrong beside the answer.
    public var warnings: [String] = []

    /// What came of asking a member.
    public enum Ending: Sendable, Hashable {
        /// It answered.
        case answered(ModelResponse)
        /// It gave no answer that can be used.
        case failed(AssayError)
        /// It was given up because the others had answered well enough.
        case released
        /// It was never asked, because the others had answered well enough.
        case spared
    }
}

extension MemberReport {
    /// What it answered; `nil` where it did not.
    public var response: ModelResponse? { if case .answered(let response) = ending { response } else { nil } }

    /// The text of its answer; `nil` where there is none.
    public var text: String? { response?.message.text }

    /// Why it gave no answer; `nil` where it did, or was not needed.
    public var failure: AssayError? { if case .failed(let error) = ending { error } else { nil } }

    /// The tokens of all calls that said; `nil` when none did.
    public var usage: ModelUsage? { attempts.usage }

    /// How long the call took that was answered, in whole milliseconds; `nil` where none was.
    public var latencyMS: Int64? { response == nil ? nil : attempts.last { $0.failure == nil }?.elapsedMS }

    /// The ending as a word.
    public var status: String {
        switch ending {
        case .answered: "answered"
        case .failed: "failed"
        case .released: "released"
        case .spared: "spared"
        }
    }

    /// As an object.
    public var document: Value {
        [
            "member": .string(member), "model": .string(model), "status": .string(status), "response": .orNull(text),
            "failure": .orNull(failure.map { ["code": .string($0.code.rawValue), "message": .string($0.message)] }),
            "quality": .orNull(quality), "good": .bool(isGood), "latency_ms": .orNull(latencyMS),
            "elapsed_ms": .integer(elapsedMS), "usage": .orNull(usage?.document), "cost_usd": .orNull(cost.exactUSD),
            "cost_usd_at_most": .orNull(cost.mostUSD), "attempts": .array(attempts.map(\.document)),
            "function_calls": .array(functionCalls.map(\.document)),
        ]
    }
}
