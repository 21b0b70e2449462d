/// How many tokens a model reads for a picture or a document; its bytes say little about that.
///
/// | kind of provider | most for a picture | why |
/// |---|---|---|
/// | `anthropic` | 8,464 | a token for each square of 28 pixels, of which a side has 92 after scaling |
/// | `gemini` | 5,000 | rough: 1,120 from Gemini 3 on, before it 258 for each tile of 768 pixels |
/// | `mock` | 1 | as it counts |
/// | others | 50,000 | gpt-4o-mini, which counts most: 2,833 and 5,667 for each of up to 8 tiles of 512 pixels |
///
/// Sources: the providers' pages on vision, media resolution and the cost of images, as of 2026. A document is text and a
/// picture of each page, as many as the model has room for: its worst case is the whole context window, or a million tokens
/// where that is unknown. Models that count pictures for more than they take of the window may exceed that.
enum MediaTokens {
    private static let picture: [ProviderKind: Int64] = [.anthropic: 8464, .gemini: 5000, .mock: 1]

    /// The most a model reads for it.
    static func upperBound(_ media: Media, by model: ModelRecord?, _ kind: ProviderKind?) -> Int64 {
        switch media.kind {
        case .document where kind != .mock:
            return Int64(min(max(model?.contextWindow ?? 1_000_000, 0), 1_000_000_000))
        case .picture, .document: return kind.flatMap { picture[$0] } ?? 50_000
        }
    }

    /// About how many tokens it has: a thousand for a picture, and 2,500 for each 50 kB of a document.
    static func likely(_ media: Media) -> Int64 {
        media.kind == .picture ? 1000 : max(Int64(media.byteCount) / 20, 2500)
    }
}
