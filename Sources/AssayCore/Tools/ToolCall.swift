/// One attempt at one replicate, as a tool sees it.
public struct ToolCall: Sendable {
    /// The request, an object; valid against the tool's input schema.
    public private(set) var request: Value
    /// The tool's default options, overwritten by the caller's; an object.
    public private(set) var options: Value
    /// The only source of randomness.
    public private(set) var seed: UInt64
    /// The place of the replicate in the bundle, from 0.
    public let replicate: Int
    /// The number of the attempt at this replicate, from 1.
    public private(set) var attempt: Int
    /// The W3C trace id of the run: 32 lower-case hexadecimal digits.
    public let traceID: String
    /// A key under which a service behind the tool may tell a repeated call from another one: the same for every attempt at
    /// a replicate, different for every other; `nil` where the caller gave none.
    public let idempotencyKey: String?
    /// The time left for the attempt when it started; `nil` means no limit.
    public private(set) var timeout: Duration?

    package private(set) var cancellation: CancellationFlag
    private var sink: @Sendable (ToolSignal) -> Void

    /// Creates a call; engines and test kits do this.
    public init(
        request: Value,
        options: Value = [:],
        seed: UInt64 = 0,
        replicate: Int = 0,
        attempt: Int = 1,
        traceID: String = "00000000000000000000000000000000",
        idempotencyKey: String? = nil,
        timeout: Duration? = nil,
        cancellation: CancellationFlag = CancellationFlag(),
        sink: @escaping @Sendable (ToolSignal) -> Void = { _ in }
    ) {
        self.request = request
        self.options = options
        self.seed = seed
        self.replicate = replicate
        self.attempt = attempt
        self.traceID = traceID
        self.idempotencyKey = idempotencyKey
        self.timeout = timeout
        self.cancellation = cancellation
        self.sink = sink
    }

    /// The same call with another request and other options, for tools that hand it on.
    public func asking(_ request: Value, options: Object) -> ToolCall {
        var call = self
        call.request = request
        call.options = .object(options)
        return call
    }

    /// The same call under another seed.
    package func seeded(_ seed: UInt64) -> ToolCall {
        var call = self
        call.seed = seed
        return call
    }

    /// The call as another attempt, with a time limit and a listener of its own.
    package func attempt(
        _ number: Int,
        timeout: Duration?,
        cancellation: CancellationFlag,
        sink: @escaping @Sendable (ToolSignal) -> Void
    ) -> ToolCall {
        var call = self
        call.attempt = number
        call.timeout = timeout
        call.cancellation = cancellation
        call.sink = sink
        return call
    }

    /// Whether the attempt was given up: by the caller, a timeout or the end of the run.
    public var isCancelled: Bool { cancellation.isCancelled }

    /// Waits for work that suspends, in a task that is cancelled as soon as the attempt is given up.
    ///
    /// For calls whose attempt runs in this process; a tool that computes asks ``isCancelled`` instead.
    public func waiting<T: Sendable>(for work: @escaping @Sendable () async throws -> T) async throws -> T {
        let task = Task { try await Self.$currentReplicate.withValue(replicate) { try await work() } }
        cancellation.onCancel { task.cancel() }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// The replicate that is being answered, whoever asks for it; `nil` outside of a run.
    ///
    /// By it a cache or a recording keeps answers to equal calls of a model apart, also those a tool makes that knows nothing
    /// of replicates.
    @TaskLocal package static var currentReplicate: Int?

    /// Has a tool answer the call.
    package func answer(by tool: any Tool) async throws -> ToolResult {
        try await Self.$currentReplicate.withValue(replicate) { try await tool.execute(self) }
    }

    /// Tells the run something while the call goes on.
    public func signal(_ signal: ToolSignal) { sink(signal) }
}

/// What a tool may say while it works.
public enum ToolSignal: Sendable, Hashable {
    /// How far the call is, from 0 to 1, with a word about the current step.
    case progress(fraction: Double, message: String)
    /// Something the user should know.
    case warning(String)
    /// What the call has used since the last report; reports add up.
    case usage(Usage)
    /// An event of the tool's own.
    case custom(name: String, data: Value)
}

/// What a tool answers.
public struct ToolResult: Sendable, Hashable {
    /// The answer.
    public var data: Value
    /// What the answer cost, on top of what was signalled during the call; `nil` when unknown.
    public var usage: Usage?
    /// Who answered, where the tool stands for several: a model, a member of a panel.
    public var model: String?
    /// How well who answered honoured the seed; `nil` where that is what the tool promises.
    public var seedHonoured: BundleMetadata.SeedPromise?
    /// The name under which a service that answered knows the call, for its support.
    public var providerRequestID: String?

    /// Creates an answer.
    public init(
        _ data: Value,
        usage: Usage? = nil,
        model: String? = nil,
        seedHonoured: BundleMetadata.SeedPromise? = nil,
        providerRequestID: String? = nil
    ) {
        self.data = data
        self.usage = usage
        self.model = model
        self.seedHonoured = seedHonoured
        self.providerRequestID = providerRequestID
    }
}
