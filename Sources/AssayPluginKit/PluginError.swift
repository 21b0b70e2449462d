/// Why a tool could not answer.
public struct PluginError: Error, Sendable, Hashable {
    /// What kind of failure this is: snake_case ASCII of at most 64 characters.
    public let code: String
    /// One or two sentences for a person: what is wrong, where, and what would be right; without user data.
    public let message: String
    /// Whether the same call may succeed when tried again.
    public let isRetryable: Bool

    /// Creates a failure.
    public init(_ code: String, _ message: String, isRetryable: Bool = false) {
        self.code = code
        self.message = message
        self.isRetryable = isRetryable
    }
}

extension PluginError {
    /// What the host is told about an error of any type.
    init(reporting error: any Error) {
        switch error {
        case let error as PluginError: self = error
        case is CancellationError: self.init("cancelled", "the call was cancelled")
        case let error as DecodingError: self.init("invalid_request", Self.describe(error))
        case is EncodingError: self.init("bad_output", "the answer holds a value JSON does not have, such as NaN")
        default: self.init("tool_failed", "the tool failed with an error of type \(type(of: error))")
        }
    }

    private static func describe(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context): "the request lacks \(place(context.codingPath + [key]))"
        case .typeMismatch(let type, let context): "\(place(context.codingPath)) in the request is no \(type)"
        case .valueNotFound(let type, let context): "\(place(context.codingPath)) in the request is null and no \(type)"
        case .dataCorrupted(let context): "\(place(context.codingPath)) in the request has an unfit value"
        @unknown default: "the request cannot be decoded"
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        path.isEmpty ? "the whole" : path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }
}
