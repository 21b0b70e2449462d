import AssayCore

/// What every answer gets at its end, whatever the format.
struct AnswerFinishing: Sendable {
    let seedPromise: BundleMetadata.SeedPromise
    let warnings: [String]
    /// Whether the answer was kept from an earlier call.
    var isFromCache = false
    /// The provider's name for the HTTP request.
    var requestID: String?
    private let schema: Schema?

    /// Knows what was asked and what of it was sent.
    ///
    /// - Parameters:
    ///   - format: The wire format.
    ///   - asked: The request as the caller made it.
    ///   - sent: The request without what the model does not take.
    ///   - warnings: What was left out.
    /// - Throws: ``AssayCore/AssayError/Code/invalidSchema`` for a schema no answer could be checked against.
    init(
        _ format: any WireFormat,
        asked: ModelRequest,
        sent: ModelRequest,
        warnings: [String]
    ) throws(AssayError) {
        seedPromise = sent.sampling.seed == nil ? .ignored : format.seedPromise
        self.warnings = warnings + format.warnings(for: sent)
        schema = try asked.answerSchema.map { schema throws(AssayError) in try Schema(schema) }
    }

    func complete(_ response: ModelResponse) -> ModelResponse {
        var response = response
        response.seedHonoured = seedPromise
        response.requestID = requestID
        response.warnings = warnings + response.warnings
        if isFromCache { response.usage?.isCached = true }
        if let schema { response.answer = response.structuredAnswer(schema) }
        return response
    }
}

extension ModelResponse {
    /// The text read as JSON and checked against a schema; `nil` when the turn holds no answer yet.
    ///
    /// Providers promise to keep to the schema and do not always; hence everything is checked here.
    func structuredAnswer(_ schema: Schema) -> Result<Value, AssayError>? {
        switch finish {
        case .functionCalls, .paused, .interrupted, .contentFilter: return nil
        case .length: return .failure(AssayError(.modelSchema, "The answer ended at the limit of tokens."))
        default: return Result { () throws(AssayError) -> Value in try read(schema) }
        }
    }

    private func read(_ schema: Schema) throws(AssayError) -> Value {
        guard let value = try? Value(json: message.text.withoutFence) else {
            throw AssayError(.modelSchema, "The answer is not JSON.")
        }
        guard let violation = schema.validate(value).first else { return value }
        throw AssayError(.modelSchema, "The answer breaks its schema at \(violation.keywordLocation).")
    }
}

extension String {
    /// The text without the Markdown fence models like to put around JSON.
    var withoutFence: String {
        var lines = split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        lines.removeAll { $0.allSatisfy(\.isWhitespace) }
        guard let first = lines.first, let last = lines.last, lines.count > 2,
            first.hasPrefix("```"), last == "```"
        else { return self }
        return lines.dropFirst().dropLast().joined(separator: "\n")
    }
}
