public import AssayCore

/// Somebody who runs models.
///
/// Failures are ``AssayError`` with the codes of ``AssayError/Code`` for models, so that retry, breaker and fallback can
/// tell a wrong key from an overload.
public protocol ModelProvider: Sendable {
    /// The name under which it is registered, such as `openai` or `lab-server`.
    var id: String { get }

    /// The wire format it speaks.
    var kind: ProviderKind { get }

    /// Asks once.
    ///
    /// - Parameters:
    ///   - request: What to ask.
    ///   - limits: How long it may take.
    /// - Returns: The whole answer.
    /// - Throws: ``AssayCore/AssayError``, or `CancellationError` when the task is cancelled.
    func respond(to request: ModelRequest, limits: CallLimits) async throws -> ModelResponse

    /// Asks and hands over what comes as it comes.
    ///
    /// The last event is ``ModelEvent/finished(_:)``. A call that breaks after the model has begun gives
    /// ``ModelEvent/interrupted(_:)`` and then throws.
    ///
    /// Ending the iteration, or cancelling its task, ends the call.
    func stream(_ request: ModelRequest, limits: CallLimits) -> AsyncThrowingStream<ModelEvent, any Error>

    /// The names of the models it offers now.
    func models(limits: CallLimits) async throws -> [String]

    /// How well a model honours a seed; ignored, unless the provider says otherwise.
    func seedPromise(for model: String) -> BundleMetadata.SeedPromise
}

extension ModelProvider {
    /// Nobody promises anything.
    public func seedPromise(for model: String) -> BundleMetadata.SeedPromise { .ignored }
}

/// What a model says while it answers.
public enum ModelEvent: Sendable, Hashable {
    /// The next piece of the text.
    case text(String)
    /// The next piece of the reasoning, where the provider shows it.
    case reasoning(String)
    /// A call of a function, complete.
    case call(FunctionCall)
    /// The whole answer; nothing follows.
    case finished(ModelResponse)
    /// What came before the call broke, with the tokens estimated; the error follows.
    case interrupted(ModelResponse)
}

/// How long a call may take.
///
/// No call over HTTP is without limits: where nobody sets them, those of ``AssayHTTP/HTTPLimits`` hold.
public struct CallLimits: Sendable, Hashable {
    /// From the start to the last byte; over HTTP 10 minutes where it is `nil`.
    public var total: Duration?
    /// From the connection to the first byte, for which a model may have to think.
    ///
    /// Where it is `nil`, that is ``total`` if somebody set it or the answer comes in one piece, otherwise 2 minutes.
    public var firstByte: Duration?
    /// Between two bytes; `nil` leaves that to ``total``.
    public var idle: Duration?

    /// Creates limits; an idle limit of 60 seconds unless told otherwise.
    public init(total: Duration? = nil, firstByte: Duration? = nil, idle: Duration? = .seconds(60)) {
        self.total = total
        self.firstByte = firstByte
        self.idle = idle
    }
}
