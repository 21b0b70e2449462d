public import AssayCore

extension AssayError.Code {
    /// The provider did not accept the key, or it may not use the model.
    public static let modelAuthentication = Self(rawValue: "model_authentication")
    /// The account has no money or quota left; trying again does not help.
    public static let modelQuota = Self(rawValue: "model_quota")
    /// Too many requests for now.
    public static let modelRateLimit = Self(rawValue: "model_rate_limit")
    /// The conversation is longer than the model's context.
    public static let modelContext = Self(rawValue: "model_context")
    /// The provider or the model refused the content.
    public static let modelContentPolicy = Self(rawValue: "model_content_policy")
    /// The provider has too much to do.
    public static let modelOverloaded = Self(rawValue: "model_overloaded")
    /// The provider could not be reached or the connection broke.
    public static let modelNetwork = Self(rawValue: "model_network")
    /// What came is not what the wire format says.
    public static let modelProtocol = Self(rawValue: "model_protocol")
    /// The provider refused the request as malformed.
    public static let modelBadRequest = Self(rawValue: "model_bad_request")
    /// No model of this name, or none that fits.
    public static let unknownModel = Self(rawValue: "unknown_model")
    /// The answer is not valid against the schema that was asked for.
    public static let modelSchema = Self(rawValue: "model_schema")
    /// The model called functions to the last round, and gave no answer.
    public static let modelUnfinished = Self(rawValue: "model_unfinished")
    /// The model ended its turn without having written anything.
    public static let modelEmpty = Self(rawValue: "model_empty")
}
