public import AssayCore
import AssayYAML
import Synchronization

/// A recording of a ``CassetteRecorder`` that answers in place of the providers.
///
/// A call is found by provider, request, replicate and, in a panel, member; equal calls get their replies in the order they
/// were made. A call that is not in the recording fails, and nothing is ever sent.
public final class Cassette: Sendable {
    static let format = "assay.cassette/1"

    private let state: Mutex<State>

    private struct State {
        var replies: [String: ArraySlice<RecordedReply>] = [:]
        var missed = 0
    }

    /// Reads a recording.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/invalidDocument`` where it is none, naming the place.
    public init(_ document: Value) throws(AssayError) {
        guard document["schema"]?.string == Self.format, let exchanges = document["exchanges"]?.array else {
            throw AssayError(.invalidDocument, "this is no recording: it needs the schema \(Self.format) and exchanges")
        }
        var state = State()
        for (place, exchange) in exchanges.enumerated() {
            guard let key = exchange["key"]?.string, let reply = exchange["reply"].flatMap(RecordedReply.init) else {
                throw AssayError(.invalidDocument, "exchanges[\(place)] of the recording has no key or no reply")
            }
            state.replies[key, default: []].append(reply)
        }
        self.state = Mutex(state)
    }

    /// A transport that answers from the recording.
    ///
    /// - Parameter provider: The provider's name, the same as when it was recorded.
    /// - Returns: the transport.
    public func transport(for provider: String) -> any ModelTransport {
        ReplayingTransport(provider: provider, cassette: self)
    }

    /// How many calls were not in the recording.
    public var missed: Int { state.withLock { $0.missed } }

    fileprivate func reply(to request: WireRequest, of provider: String) throws(AssayError) -> RecordedReply {
        let key = CallKey.hash(of: request, to: provider)
        let reply = state.withLock { state in
            let reply = state.replies[key]?.popFirst()
            if reply == nil { state.missed += 1 }
            return reply
        }
        if let reply { return reply }
        let replicate = CallKey.replicate.map { " for r\($0 + 1)" } ?? ""
        throw AssayError(
            .notRecorded,
            "The recording holds no answer of \(provider)\(replicate) to the call \(key): "
                + "the request, an option or the seeds are others than when it was made."
        )
    }
}

private struct ReplayingTransport: ModelTransport {
    let provider: String
    let cassette: Cassette

    func open(_ request: WireRequest, limits: CallLimits) async throws -> WireReply {
        try cassette.reply(to: request, of: provider).replay()
    }
}

extension AssayError.Code {
    /// A call of a model that a recording does not hold.
    public static let notRecorded = Self(rawValue: "not_recorded")
}
