import AssayCore
import AssayStatistics

/// The answer ``MockProvider`` computes from the prompt and the seed.
struct MockAnswer {
    private let request: ModelRequest
    private var generator: SplitMix64

    init(_ request: ModelRequest, dissent: Double) {
        self.request = request
        let question = request.messages.last { $0.role == .user }
        let shown = question?.media.map { "\n" + SHA256.hexDigest(of: Array($0.address.utf8)) } ?? []
        let prompt = (question?.text ?? "") + shown.joined()
        let digest = SHA256.digest(of: Array((request.model + "\n" + prompt).utf8))
        let hash = digest.prefix(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        generator = SplitMix64(seed: hash &+ Self.variant(request.sampling.seed, dissent))
    }

    private static func variant(_ seed: UInt64?, _ dissent: Double) -> UInt64 {
        guard let seed else { return 0 }
        let share = Double(SplitMix64.output(at: 0, seed: seed) >> 11) * 0x1p-53
        return share < dissent ? SplitMix64.output(at: 1, seed: seed) % 3 + 1 : 0
    }

    var response: ModelResponse {
        var generator = generator
        if let function = wanted {
            return Self.response(request, .functionCalls, [.call(call(function, &generator))], written: 1)
        }
        if let schema = request.answerSchema { return Self.finished(request, SchemaSample.text(schema, &generator)) }
        let words = (0..<6).map { _ in Self.words[Int(generator.next() % UInt64(Self.words.count))] }
        return Self.finished(request, words.joined(separator: " "))
    }

    /// The function that must be called and has not been.
    private var wanted: ModelFunction? {
        guard !request.messages.contains(where: { $0.role == .tool }) else { return nil }
        switch request.functionChoice {
        case .automatic, .none: return nil
        case .required: return request.functions.first
        case .named(let name): return request.functions.first { $0.name == name }
        }
    }

    private func call(_ function: ModelFunction, _ generator: inout SplitMix64) -> FunctionCall {
        FunctionCall(
            id: OwnCallID.next(request, []),
            name: function.name,
            rawArguments: SchemaSample.text(function.parameters, &generator)
        )
    }

    /// A text as an answer, cut where the request says.
    static func finished(_ request: ModelRequest, _ text: String) -> ModelResponse {
        var text = text
        for stop in request.sampling.stop where !stop.isEmpty {
            if let place = text.firstRange(of: stop)?.lowerBound { text = String(text[..<place]) }
        }
        let limit = max(request.sampling.maxOutputTokens ?? .max, 0)
        let pieces = text.pieces
        let kept = pieces.prefix(limit)
        let finish: FinishReason = kept.count < pieces.count ? .length : .stop
        var response = response(request, finish, [.text(kept.joined())], written: Int64(kept.count))
        if let schema = request.answerSchema { response.answer = checked(response, schema) }
        return response
    }

    private static func checked(_ response: ModelResponse, _ schema: Value) -> Result<Value, AssayError>? {
        do throws(AssayError) {
            return response.structuredAnswer(try Schema(schema))
        } catch {
            return .failure(error)
        }
    }

    private static func response(
        _ request: ModelRequest,
        _ finish: FinishReason,
        _ parts: [ModelMessage.Part],
        written: Int64
    ) -> ModelResponse {
        let read = request.messages.reduce(0) { $0 + $1.text.pieces.count + $1.media.count }
        return ModelResponse(
            message: ModelMessage(.assistant, parts),
            finish: finish,
            usage: ModelUsage(inputTokens: Int64(read), outputTokens: written),
            model: request.model,
            seedHonoured: .guaranteed
        )
    }

    private static let words = [
        "amber", "basin", "cedar", "delta", "ember", "fjord", "grove", "haven", "inlet", "jetty", "knoll", "larch",
        "marsh", "nectar", "ocean", "prairie", "quartz", "ridge", "spruce", "thicket", "upland", "valley", "willow",
        "zephyr",
    ]
}

extension String {
    /// The words, each with the white space that follows it; white space at the start belongs to the first.
    var pieces: [String] {
        var pieces: [String] = []
        var isBetween = true
        var hasWord = false
        for character in self {
            let startsWord = isBetween && !character.isWhitespace
            if pieces.isEmpty || startsWord && hasWord { pieces.append("") }
            pieces[pieces.count - 1].append(character)
            isBetween = character.isWhitespace
            hasWord = hasWord || startsWord
        }
        return pieces
    }
}
