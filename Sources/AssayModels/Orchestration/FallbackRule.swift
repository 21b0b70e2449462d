public import AssayCore

/// What to do when a model failed, by the kind of failure.
///
/// | failure | same model again | then |
/// |---|---|---|
/// | key refused, no quota | no | a model of another provider |
/// | rate limit, overload, network, timeout | yes | another model |
/// | answer broke the wire format or the schema, or there was none | yes | another model |
/// | no answer within the limit of tokens | no | another model |
/// | conversation too long | no | a model with a larger context |
/// | content refused | no | another model, where fallbacks were declared |
/// | model unknown to its provider, no such pictures or documents, breaker open | no | another model |
/// | anything else, such as a malformed request | no | none |
public struct FallbackRule: Sendable, Hashable {
    /// Whether the same model is asked again first.
    public var retries: Bool
    /// Who may be asked then.
    public var next: Next

    /// Who may be asked when a model failed.
    public enum Next: String, Sendable, Hashable {
        /// Nobody.
        case nobody
        /// Another model.
        case otherModel = "other_model"
        /// A model of another provider.
        case otherProvider = "other_provider"
        /// A model with a larger context.
        case largerContext = "larger_context"
        /// Another model, where somebody declared which.
        case declaredModel = "declared_model"
    }

    /// The rule for a failure; see the table above.
    public init(for error: AssayError) {
        (retries, next) = Self.table[error.code] ?? (error.isRetryable, error.isRetryable ? .otherModel : .nobody)
    }

    private static let table: [AssayError.Code: (Bool, Next)] = [
        .modelAuthentication: (false, .otherProvider),
        .modelQuota: (false, .otherProvider),
        .modelRateLimit: (true, .otherModel),
        .modelOverloaded: (true, .otherModel),
        .modelNetwork: (true, .otherModel),
        .timeout: (true, .otherModel),
        .modelProtocol: (true, .otherModel),
        .modelSchema: (true, .otherModel),
        .modelEmpty: (true, .otherModel),
        .badOutput: (false, .otherModel),
        .modelContext: (false, .largerContext),
        .modelContentPolicy: (false, .declaredModel),
        .unknownModel: (false, .otherModel),
        .unsupportedMedia: (false, .otherModel),
        .breakerOpen: (false, .otherModel),
        .modelBadRequest: (false, .nobody),
        .cancelled: (false, .nobody),
        .deadline: (false, .nobody),
        .budgetExceeded: (false, .nobody),
    ]
}
