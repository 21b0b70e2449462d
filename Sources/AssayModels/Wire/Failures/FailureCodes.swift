import AssayCore

/// What providers call their failures, and what we call them.
enum FailureCodes {
    /// Codes that say exactly what is wrong, whatever the status.
    static let exact: [String: AssayError.Code] = [
        "invalid_api_key": .modelAuthentication,
        "api_key_invalid": .modelAuthentication,
        "incorrect_api_key": .modelAuthentication,
        "authentication_error": .modelAuthentication,
        "unauthenticated": .modelAuthentication,
        "insufficient_quota": .modelQuota,
        "billing_hard_limit_reached": .modelQuota,
        "billing_not_active": .modelQuota,
        "billing_error": .modelQuota,
        "rate_limit_exceeded": .modelRateLimit,
        "context_length_exceeded": .modelContext,
        "exceed_context_size_error": .modelContext,
        "request_too_large": .modelContext,
        "content_filter": .modelContentPolicy,
        "content_policy_violation": .modelContentPolicy,
        "moderation_blocked": .modelContentPolicy,
        "model_not_found": .unknownModel,
        "overloaded_error": .modelOverloaded,
        "engine_overloaded": .modelOverloaded,
        "server_overloaded": .modelOverloaded,
    ]

    /// Codes that say no more than a status does.
    static let general: [String: AssayError.Code] = [
        "permission_error": .modelAuthentication,
        "permission_denied": .modelAuthentication,
        "not_found_error": .unknownModel,
        "not_found": .unknownModel,
        "rate_limit_error": .modelRateLimit,
        "resource_exhausted": .modelRateLimit,
        "api_error": .modelOverloaded,
        "server_error": .modelOverloaded,
        "internal_error": .modelOverloaded,
        "internal_server_error": .modelOverloaded,
        "internal": .modelOverloaded,
        "unavailable": .modelOverloaded,
        "timeout_error": .modelNetwork,
        "deadline_exceeded": .modelNetwork,
        "invalid_request_error": .modelBadRequest,
        "invalid_argument": .modelBadRequest,
        "failed_precondition": .modelBadRequest,
    ]

    /// Phrases by which providers without a code for it say that a conversation is too long.
    static let contextPhrases = [
        "prompt is too long", "context length", "context window", "context size", "maximum number of tokens allowed",
        "exceed context limit",
    ]

    /// Phrases by which providers without a code for it say that the account is empty.
    static let quotaPhrases = [
        "credit balance", "insufficient credits", "insufficient balance", "used all available credits",
    ]

    /// What to do about it, for people.
    static func sentence(_ code: AssayError.Code) -> String {
        switch code {
        case .modelAuthentication: "the key is not accepted, or may not use this model."
        case .modelQuota: "the account has no money or quota left; waiting does not help."
        case .modelRateLimit: "too many requests or tokens for now."
        case .modelContext: "the conversation is longer than the model's context."
        case .modelContentPolicy: "the content was refused."
        case .modelOverloaded: "it cannot serve the request for now."
        case .modelNetwork: "it ran out of time."
        case .unknownModel: "there is no such model, or not for this key."
        case .modelBadRequest: "the request was refused as malformed; check the settings and the address."
        default: "the meaning of this is not known."
        }
    }
}
