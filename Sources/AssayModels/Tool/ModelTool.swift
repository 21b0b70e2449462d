public import AssayCore

/// Language models as a tool whose replicates are sampled answers.
///
/// The request has `prompt`, or `messages` of `role` and `content`, and may have `system`. Beside `prompt`, or the `content`
/// of the user, may stand lists of `images` and `documents`, each a ``Media/document``, which are shown before the text. The
/// answer is `{"answer": text}`, without white space around the text, or the value a schema asks for. Of several models,
/// replicate i is answered by model i mod n, and says so. Options are `models`, `temperature`, `top_p`, `max_tokens`, `stop`
/// and `reasoning_effort`.
///
/// The seed is sent where the model takes one; the number of the replicate never is.
public struct ModelTool: Tool {
    /// Who the tool is, and what it takes and gives.
    public let descriptor: ToolDescriptor

    private let models: [AskedModel]
    private let answerSchema: Value?
    private let streams: Bool
    let history: (any ModelHistory)?
    let timeline: Timeline

    /// Makes models a tool.
    ///
    /// - Parameters:
    ///   - models: Who answers, in turn.
    ///   - name: The tool's name.
    ///   - answerSchema: The JSON Schema of the answer; `nil` for a text.
    ///   - sampling: The options where a caller gives none. A limit of output tokens lets a budget know the worst case.
    ///   - streams: Whether answers are read while they are written, so that a call that is cut short can tell what it cost.
    ///   - history: What the models did so far; it is kept up to date, for a ``ModelRouter`` to learn from.
    ///   - clock: What latency is measured by.
    /// - Throws: ``AssayCore/AssayError/Code/invalidArgument`` without a model, with one twice, or for an impossible setting;
    ///   ``AssayCore/AssayError/Code/invalidSchema`` for a schema that cannot be used.
    public init(
        _ models: [AskedModel],
        name: String = "ask",
        answerSchema: Value? = nil,
        sampling: ModelSampling = ModelSampling(maxOutputTokens: 4096),
        streams: Bool = true,
        history: (any ModelHistory)? = nil,
        clock: any Clock<Duration> = ContinuousClock()
    ) throws(AssayError) {
        guard !models.isEmpty else { throw AssayError(.invalidArgument, "name at least one model to ask") }
        guard Set(models.map(\.name)).count == models.count else {
            throw AssayError(.invalidArgument, "a model is named twice; raise k to ask it more often")
        }
        self.models = models
        self.answerSchema = answerSchema
        self.streams = streams
        self.history = history
        timeline = Timeline(clock: clock)
        var options = sampling.toolOptions
        options["models"] = .array(models.map { .string($0.name) })
        descriptor = Self.descriptor(of: models, name, answerSchema, options)
        _ = try AskOptions(.object(options))
        try descriptor.validate()
    }

    /// Asks the model whose turn it is.
    public func execute(_ call: ToolCall) async throws -> ToolResult {
        let options = try AskOptions(call.options)
        let models = try chosen(options)
        let model = models[call.replicate % models.count]
        let request = try request(call.request, options, model, seed: call.seed)
        return try await call.waiting { try await ask(model, request, call) }
    }

    /// Says whether a request can be asked, before anything is.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/invalidRequest`` for a picture or document that cannot be shown,
    ///   ``AssayCore/AssayError/Code/unsupportedMedia`` where one of the models is known to take none.
    public func checkMedia(of request: Value) throws(AssayError) {
        let options = try AskOptions(.object(descriptor.defaultOptions))
        for model in models { _ = try self.request(request, options, model, seed: 0) }
    }

    /// The most that any of the models may use for one answer.
    public func maximumUsage(of request: Value, options: Value) -> Usage? {
        guard let options = try? AskOptions(options), let models = try? chosen(options) else { return nil }
        let requests = try? models.map { try self.request(request, options, $0, seed: 0) }
        return requests.map { requests in
            Usage.most(of: zip(requests, models).map { CallCharge.worstCase($0, $1.record, $1.provider.kind) })
        }
    }

    private func chosen(_ options: AskOptions) throws(AssayError) -> [AskedModel] {
        try (options.models ?? models.map(\.name)).map { name throws(AssayError) in
            if let model = models.first(where: { $0.name == name }) { return model }
            let known = models.map(\.name).joined(separator: ", ")
            throw AssayError(.unknownModel, "\(descriptor.name) asks no model of that name; it has \(known)")
        }
    }

    private func request(
        _ request: Value,
        _ options: AskOptions,
        _ model: AskedModel,
        seed: UInt64
    ) throws(AssayError) -> ModelRequest {
        var sampling = options.sampling
        if model.seedPromise != .ignored { sampling.seed = seed }
        let request = ModelRequest(
            model: model.record.wireName,
            messages: try ModelMessage.conversation(request),
            sampling: sampling,
            answerSchema: answerSchema
        )
        try model.record.checkMedia(of: request)
        return request
    }
}

extension ModelTool {
    private func ask(_ model: AskedModel, _ request: ModelRequest, _ call: ToolCall) async throws -> ToolResult {
        let start = timeline.now()
        let response = try await listen(to: model, request, call)
        let answer = Result { () throws(AssayError) in try result(response, model, call) }
        await remember(model, request, response.usage, answer.failure, since: start, call)
        return try answer.get()
    }

    private func listen(
        to model: AskedModel,
        _ request: ModelRequest,
        _ call: ToolCall
    ) async throws -> ModelResponse {
        let (start, limits) = (timeline.now(), CallLimits(total: call.timeout))
        var heard = HeardAnswer(request)
        do {
            guard streams else { return try await model.provider.respond(to: request, limits: limits) }
            return try await heard.listen(to: model.provider.stream(request, limits: limits))
        } catch {
            // What it cost is said before it is known that there is no answer.
            if let used = heard.spent(on: error, model.record) { call.signal(.usage(used)) }
            await remember(model, request, nil, error, since: start, call)
            throw error
        }
    }

    private func result(_ response: ModelResponse, _ model: AskedModel, _ call: ToolCall) throws(AssayError)
        -> ToolResult
    {
        for warning in response.warnings { call.signal(.warning(warning)) }
        if response.usage?.isEstimated ?? true {
            call.signal(.warning("The provider did not say how many tokens the answer took."))
        }
        if response.usage?.isCached ?? false {
            call.signal(.warning("The answer came from the cache; it was paid for before."))
        }
        let usage = CallCharge.used(.success(response), model.record)
        do throws(AssayError) {
            let answer =
                try answerSchema == nil ? ["answer": .string(response.finalText())] : response.checkedAnswer()
            if let warning = response.endWarning { call.signal(.warning(warning)) }
            return ToolResult(
                answer,
                usage: usage,
                model: "\(model.provider.id)/\(response.model)",
                seedHonoured: response.seedHonoured,
                providerRequestID: response.requestID
            )
        } catch {
            call.signal(.usage(usage))
            throw error
        }
    }
}
