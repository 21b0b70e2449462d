import AssayCore

/// Counts of tokens where no tokenizer is at hand.
///
/// Models count in tokens of their own vocabulary, and most vocabularies are not public. All of today's split the UTF-8
/// bytes of a text so that each token covers at least one byte, hence:
///
/// - ``upperBound(of:)`` is never too small, up to the few tokens a provider's own template adds. For English prose it is
///   about four times too large, for source code about three times, for Chinese about three times.
/// - ``likely(bytes:)`` divides the bytes by three: for prose and code in Latin script it is above the real number,
///   usually by a third to a half; for base64, hexadecimal digits and rare scripts it can be half of it or less.
///
/// Pictures and documents count by their kind, see `MediaTokens`.
///
/// Reserve money by the first, report by the second.
public enum TokenEstimate {
    /// Tokens a provider's template adds to each turn, function and schema.
    private static let perItem: Int64 = 16

    /// A number of tokens the model will not exceed reading the request.
    ///
    /// - Parameters:
    ///   - request: What is asked.
    ///   - model: Who reads it, whose context window a document may fill; `nil` takes a million tokens.
    ///   - kind: How its provider is asked, which tells how much a picture may count; `nil` takes the worst there is.
    /// - Returns: the number.
    public static func upperBound(
        of request: ModelRequest,
        by model: ModelRecord? = nil,
        kind: ProviderKind? = nil
    ) -> Int64 {
        request.media.reduce(overhead(request) + Int64(bytes(request))) { sum, media in
            sum + MediaTokens.upperBound(media, by: model, kind)
        }
    }

    /// About how many tokens the model will read.
    public static func likely(of request: ModelRequest) -> Int64 {
        request.media.reduce(overhead(request) / 4 + likely(bytes: bytes(request))) { $0 + MediaTokens.likely($1) }
    }

    /// As ``likely(of:)`` without documents: how many pages they have is too rough a guess to exclude a model by.
    static func likelyWithoutDocuments(of request: ModelRequest) -> Int64 {
        request.media.filter { $0.kind == .document }.reduce(likely(of: request)) { $0 - MediaTokens.likely($1) }
    }

    /// About how many tokens a text has, by its bytes in UTF-8; 0 for none.
    public static func likely(bytes: Int) -> Int64 { (Int64(max(bytes, 0)) + 2) / 3 }

    private static func overhead(_ request: ModelRequest) -> Int64 {
        let items = request.messages.reduce(1) { $0 + 1 + $1.parts.count } + request.functions.count
        return perItem * Int64(items)
    }

    /// The bytes of every text the model reads.
    static func bytes(_ request: ModelRequest) -> Int {
        let turns = request.messages.reduce(0) { $0 + $1.parts.reduce(0) { $0 + bytes($1) } + bytes($1.payload?.value) }
        let functions = request.functions.reduce(0) { sum, function in
            sum + function.name.utf8.count + function.description.utf8.count + bytes(function.parameters)
        }
        return turns + functions + bytes(request.answerSchema)
    }

    private static func bytes(_ part: ModelMessage.Part) -> Int {
        switch part {
        case .text(let text): text.utf8.count
        case .call(let call):
            call.id.utf8.count + call.name.utf8.count + call.rawArguments.utf8.count + bytes(call.payload?.value)
        case .result(let result): result.id.utf8.count + result.name.utf8.count + bytes(result.output)
        case .media: 0
        }
    }

    private static func bytes(_ value: Value?) -> Int { value?.canonicalBytes.count ?? 0 }
}
