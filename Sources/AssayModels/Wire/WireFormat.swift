import AssayCore

/// How a provider is asked and how it answers.
protocol WireFormat: Sendable {
    /// Which format this is.
    var kind: ProviderKind { get }

    /// The address the paths follow, where the user names none.
    var usualBase: String { get }

    /// The header that carries the key, and what stands before the key in it.
    var keyHeader: (name: String, prefix: String) { get }

    /// How the events of a stream are told apart.
    var framing: StreamFraming { get }

    /// How well a seed is honoured that is sent.
    var seedPromise: BundleMetadata.SeedPromise { get }

    /// What is sent to ask; settings the model does not take have been removed before.
    func encode(_ request: ModelRequest, _ support: WireSupport, isStreamed: Bool) -> WireRequest

    /// What the format cannot say of this request, for people.
    func warnings(for request: ModelRequest) -> [String]

    /// Why a picture or document cannot be sent, and what would do; `nil` where it can.
    func refusal(of media: Media) -> String?

    /// Reads the answer to a request, whole or in pieces.
    func makeDecoder(for request: ModelRequest, _ support: WireSupport) -> any WireDecoder

    /// What is sent to ask for the names of the models.
    var listing: WireRequest { get }

    /// The names in the answer to ``listing``; `nil` when this is no such answer.
    func models(in body: Value) -> [String]?
}

extension WireFormat {
    func warnings(for request: ModelRequest) -> [String] { [] }

    func refusal(of media: Media) -> String? { nil }

    /// Refuses what would have to be left out.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/unsupportedMedia`` with what would do.
    func checkMedia(of request: ModelRequest) throws(AssayError) {
        for message in request.messages where !message.media.isEmpty {
            guard message.role == .user || message.role == .tool else {
                throw AssayError(
                    .unsupportedMedia,
                    "Pictures and documents belong into turns of the user, not of the \(message.role)."
                )
            }
            if let refusal = message.media.lazy.compactMap(refusal).first {
                throw AssayError(.unsupportedMedia, refusal)
            }
        }
    }
}

/// The wire formats Assay speaks.
enum WireFormats {
    private static let all: [any WireFormat] = [OpenAIFormat(), AnthropicFormat(), GeminiFormat(), OllamaFormat()]

    /// The format of a kind of provider.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/invalidArgument`` where it has none of ours.
    static func known(_ kind: ProviderKind) throws(AssayError) -> any WireFormat {
        if let format = all.first(where: { $0.kind == kind }) { return format }
        let kinds = all.map(\.kind.rawValue).joined(separator: ", ")
        throw AssayError(.invalidArgument, "\(kind) is no wire format; there are \(kinds).")
    }
}
