import AssayCore
import AssayHTTP
import AssayModels
import Synchronization

/// Answers every request with the same reply, in pieces, and remembers what it was sent.
final class PlayedTransport: ModelTransport {
    private let status: Int
    private let headers: HTTPHeaders
    private let pieces: [[UInt8]]
    private let failure: (any Error)?
    private let sent = Mutex<[WireRequest]>([])

    /// A failure breaks the body off after the pieces.
    init(status: Int = 200, headers: HTTPHeaders = [:], pieces: [[UInt8]], failure: (any Error)? = nil) {
        self.status = status
        self.headers = headers
        self.pieces = pieces
        self.failure = failure
    }

    convenience init(status: Int = 200, headers: HTTPHeaders = [:], _ text: String) {
        self.init(status: status, headers: headers, pieces: [Array(text.utf8)])
    }

    var requests: [WireRequest] { sent.withLock { $0 } }

    func open(_ request: WireRequest, limits: CallLimits) async throws -> WireReply {
        sent.withLock { $0.append(request) }
        let rest = Mutex(pieces[...])
        let failure = failure
        return WireReply(status: status, headers: headers) {
            if let piece = rest.withLock({ $0.popFirst() }) { return piece }
            if let failure { throw failure }
            return nil
        }
    }
}
