public import AssayCore

/// A model that is left alone for a while.
public struct RestingModel: Sendable, Hashable, CustomStringConvertible {
    /// Its id.
    public var model: String
    /// Why.
    public var reason: Reason
    /// How long until it may be asked again, in whole milliseconds; `nil` where that depends on a call that is under way.
    public var remainingMS: Int64?

    /// Names a model that is left alone.
    public init(model: String, reason: Reason, remainingMS: Int64? = nil) {
        self.model = model
        self.reason = reason
        self.remainingMS = remainingMS
    }

    /// Why a model is left alone.
    public enum Reason: String, Sendable, Hashable {
        /// It was overloaded or did not answer too often of late.
        case failures
        /// Its provider could not be reached too often of late.
        case provider
        /// Its provider said to wait before it is asked again.
        case rateLimit = "rate_limit"
        /// Others are finding out whether it works again.
        case probe
    }

    /// The model, why it rests, and until when.
    public var description: String {
        let cause =
            switch reason {
            case .failures: "failed too often of late"
            case .provider: "is at a provider that could not be reached too often of late"
            case .rateLimit: "was asked too often"
            case .probe: "is being tried again by other requests"
            }
        guard let remainingMS else { return "\(model) \(cause)" }
        return "\(model) \(cause), and is asked again in \(Duration.milliseconds(remainingMS))"
    }

    /// As an object.
    public var document: Value {
        ["model": .string(model), "reason": .string(reason.rawValue), "remaining_ms": .orNull(remainingMS)]
    }
}
