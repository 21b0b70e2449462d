public import AssayCore
import Synchronization

/// Records what goes to providers and what comes back, to be replayed without them by a ``Cassette``.
///
/// Prompts and answers are in the recording; of base64 from 1,024 characters on, such as that of pictures, there is the
/// SHA-256 of its bytes. Header fields of requests never are, and keys it is told of are struck out wherever they appear, in
/// every form of ``AssayCore/SecretRedactor``.
public final class CassetteRecorder: Sendable {
    private let redactor: SecretRedactor
    private let state = Mutex(State())

    private struct State {
        var exchanges: [Exchange] = []
        var counts: [String: Int] = [:]
    }

    private struct Exchange {
        let key: String
        /// Which of the equal calls it was.
        let number: Int
        let replicate: Int?
        let provider: String
        let request: WireRequest
        let reply: RecordedReply
    }

    /// Begins an empty recording.
    ///
    /// - Parameter secrets: Keys that must not be in it.
    public init(striking secrets: [Secret] = []) { redactor = SecretRedactor(secrets) }

    /// A transport whose calls are recorded.
    ///
    /// - Parameters:
    ///   - transport: What carries the requests.
    ///   - provider: The provider's name, the same as when it is replayed.
    /// - Returns: the transport.
    public func recording(_ transport: any ModelTransport, of provider: String) -> any ModelTransport {
        RecordingTransport(transport, provider: provider, recorder: self)
    }

    /// The recording so far, as the text of a file; calls are in the order of their replicates.
    public var json: String {
        let exchanges = state.withLock { $0.exchanges }
        let sorted = exchanges.sorted {
            ($0.replicate ?? -1, $0.provider, $0.key, $0.number) < ($1.replicate ?? -1, $1.provider, $1.key, $1.number)
        }
        let document: Value = [
            "schema": .string(Cassette.format), "exchanges": .array(sorted.map(Self.document)),
        ]
        return redactor.redacting(document.prettyJSON + "\n")
    }

    private static func document(_ exchange: Exchange) -> Value {
        var request: Object = ["method": .string(exchange.request.method), "path": .string(exchange.request.path)]
        request.set("body", exchange.request.body)
        return [
            "key": .string(exchange.key), "provider": .string(exchange.provider),
            "replicate": .orNull(exchange.replicate.map(Int64.init)), "request": .object(request),
            "reply": exchange.reply.document,
        ]
    }

    /// Notes that a call begins; returns what takes its reply.
    fileprivate func begin(_ request: WireRequest, to provider: String) -> @Sendable (RecordedReply) -> Void {
        let key = CallKey.hash(of: request, to: provider)
        let replicate = CallKey.replicate
        var request = request
        request.body = request.body.map(Self.abridged)
        let abridged = request
        let number = state.withLock { state in
            state.counts[key, default: 0] += 1
            return state.counts[key] ?? 0
        }
        return { [self] reply in
            let exchange = Exchange(
                key: key,
                number: number,
                replicate: replicate,
                provider: provider,
                request: abridged,
                reply: reply
            )
            state.withLock { $0.exchanges.append(exchange) }
        }
    }
}

extension CassetteRecorder {
    /// The body without megabytes that say nothing to a reader; the key tells what was sent.
    private static func abridged(_ body: Value) -> Value {
        switch body {
        case .string(let text) where text.utf8.count >= 1024:
            let start = text.hasPrefix("data:") ? text.firstIndex(of: ",").map { text.index(after: $0) } : nil
            guard let bytes = Base64.decode(String(text[(start ?? text.startIndex)...])) else { return body }
            return .string("sha256:" + SHA256.hexDigest(of: bytes))
        case .array(let items): return .array(items.map(abridged))
        case .object(let members):
            var short = Object()
            for (key, value) in members { short[key] = abridged(value) }
            return .object(short)
        default: return body
        }
    }
}

/// Hands each reply to the recorder as well.
private struct RecordingTransport: ModelTransport {
    private let transport: any ModelTransport
    private let provider: String
    private let recorder: CassetteRecorder

    init(_ transport: any ModelTransport, provider: String, recorder: CassetteRecorder) {
        self.transport = transport
        self.provider = provider
        self.recorder = recorder
    }

    func open(_ request: WireRequest, limits: CallLimits) async throws -> WireReply {
        let keep = recorder.begin(request, to: provider)
        do {
            return try await transport.open(request, limits: limits).kept(keep)
        } catch let error as AssayError where error.code != .cancelled {
            keep(RecordedReply(status: nil, failure: error))
            throw error
        }
    }
}
