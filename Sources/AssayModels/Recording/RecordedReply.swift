import AssayCore
import AssayHTTP
import Synchronization

/// A reply as it can be kept: what a provider's answer is read from, and how the connection failed if it did.
struct RecordedReply: Sendable, Hashable {
    /// The HTTP status; `nil` when no reply came.
    var status: Int?
    /// The header fields that are read; all others are dropped, because servers put cookies and names into them.
    var headers: [String: String] = [:]
    /// The body as it came.
    var body: [UInt8] = []
    /// What broke the call off.
    var failure: AssayError?

    private static let keptHeaders = ["content-type", "retry-after", "retry-after-ms", "x-request-id", "request-id"]

    init(status: Int?, headers: HTTPHeaders = HTTPHeaders(), failure: AssayError? = nil) {
        self.status = status
        self.failure = failure
        for name in Self.keptHeaders { self.headers[name] = headers[name] }
    }

    /// Whether the provider answered, and all of the answer came; what it says may still be no good answer.
    var isWholeAnswer: Bool { failure == nil && (200..<300).contains(status ?? 0) }

    /// The reply again, its body in one piece.
    func replay() throws(AssayError) -> WireReply {
        guard let status else { throw failure ?? AssayError(.modelProtocol, "The recording holds no reply.") }
        var headers = HTTPHeaders()
        for (name, value) in self.headers.sorted(by: { $0.key < $1.key }) { headers.append(name, value) }
        let rest = Mutex<[UInt8]?>(body)
        return WireReply(status: status, headers: headers) { [failure] in
            let piece = rest.withLock { rest in
                defer { rest = nil }
                return rest
            }
            if let piece { return piece }
            if let failure { throw failure }
            return nil
        }
    }
}

extension WireReply {
    /// The same reply; once its body has been read to the end, or broke off, it is handed over.
    ///
    /// What a caller gave up is not: nobody can tell what it would have been.
    func kept(_ keep: @escaping @Sendable (RecordedReply) async -> Void) -> WireReply {
        let record = Mutex(RecordedReply(status: status, headers: headers))
        var reply = WireReply(status: status, headers: headers) { [nextPiece] in
            do {
                let piece = try await nextPiece()
                record.withLock { $0.body += piece ?? [] }
                if piece == nil { await keep(record.withLock { $0 }) }
                return piece
            } catch let error as AssayError where error.code != .cancelled {
                record.withLock { $0.failure = error }
                await keep(record.withLock { $0 })
                throw error
            }
        }
        (reply.isFromCache, reply.secrets, reply.accept) = (isFromCache, secrets, accept)
        return reply
    }
}
