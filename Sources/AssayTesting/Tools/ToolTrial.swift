internal import AssayCore
internal import Synchronization

/// A tool on trial: what it is asked, and what it answered first.
struct ToolTrial: Sendable {
    let tool: any Tool
    /// A request the tool should be able to answer.
    let request: Value
    /// Whether the request was made from the input schema and not given by somebody who knows the tool.
    let isDerived: Bool
    let options: ConformanceOptions
    let timeline: Timeline
    /// What came of the request under the first seed.
    let first: ToolReply

    static let seeds: [UInt64] = [11, 23, 47, 59, 71, 83, 97, 113]
    /// Calls of one trial belong together, so that a quarantine does not cut it short.
    private static let traceID = "a55a" + String(repeating: "0", count: 27) + "1"

    init(_ tool: any Tool, request: Value, isDerived: Bool, options: ConformanceOptions) async {
        self.tool = tool
        self.request = request
        self.isDerived = isDerived
        self.options = options
        let timeline = Timeline(clock: options.clock)
        self.timeline = timeline
        first = await Self.call(tool, request, seed: Self.seeds[0], timeout: options.timeout, on: timeline)
    }

    /// The first answer, where there is one.
    var answer: Value? { try? first.result.get() }

    /// Asks the tool once.
    func call(
        _ request: Value? = nil,
        seed: UInt64 = Self.seeds[0],
        timeout: Duration? = nil,
        cancellation: CancellationFlag = CancellationFlag()
    ) async -> ToolReply {
        await Self.call(
            tool,
            request ?? self.request,
            seed: seed,
            timeout: timeout ?? options.timeout,
            cancellation: cancellation,
            on: timeline
        )
    }

    /// A call for tools that answer in other ways than by `execute`.
    func makeCall(seed: UInt64 = Self.seeds[0]) -> ToolCall {
        Self.makeCall(tool, request, seed: seed, timeout: options.timeout)
    }

    private static func makeCall(
        _ tool: any Tool,
        _ request: Value,
        seed: UInt64,
        timeout: Duration,
        cancellation: CancellationFlag = CancellationFlag(),
        sink: @escaping @Sendable (ToolSignal) -> Void = { _ in }
    ) -> ToolCall {
        ToolCall(
            request: request,
            options: .object(tool.descriptor.defaultOptions),
            seed: seed,
            traceID: traceID,
            timeout: timeout,
            cancellation: cancellation,
            sink: sink
        )
    }

    private static func call(
        _ tool: any Tool,
        _ request: Value,
        seed: UInt64,
        timeout: Duration,
        cancellation: CancellationFlag = CancellationFlag(),
        on timeline: Timeline
    ) async -> ToolReply {
        let log = SignalLog()
        let call = makeCall(tool, request, seed: seed, timeout: timeout, cancellation: cancellation) { log.add($0) }
        let start = timeline.now()
        let result: Result<Value, AssayError>
        do {
            result = .success(try await tool.execute(call).data)
        } catch {
            result = .failure(error as? AssayError ?? AssayError(.toolFailed, "an error of type \(type(of: error))"))
        }
        return ToolReply(result: result, signals: log.signals, elapsed: timeline.now() - start)
    }
}

/// What came of a call.
struct ToolReply: Sendable {
    let result: Result<Value, AssayError>
    let signals: [ToolSignal]
    let elapsed: Duration

    var failure: AssayError? { if case .failure(let error) = result { error } else { nil } }

    /// Why there is no answer, where the tool broke down instead of saying what is wrong.
    var breakdown: String? {
        let codes: [AssayError.Code] = [
            .pluginCrashed, .pluginExited, .outOfMemory, .protocolError, .timeout, .outputTooLarge, .pluginBusy,
        ]
        guard let failure, codes.contains(failure.code) else { return nil }
        return failure.description
    }

    /// The members of the tool's own events of that name.
    func events(_ name: String) -> [Value] {
        signals.compactMap { signal in
            if case .custom(name, let data) = signal { data } else { nil }
        }
    }
}

private final class SignalLog: Sendable {
    private let log = Mutex<[ToolSignal]>([])

    var signals: [ToolSignal] { log.withLock { $0 } }

    func add(_ signal: ToolSignal) { log.withLock { $0.append(signal) } }
}
