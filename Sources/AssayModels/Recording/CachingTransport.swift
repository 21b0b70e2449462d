public import AssayCore
import Synchronization

/// Answers from a cache what was answered before, and asks the provider for the rest.
///
/// Replicates are kept apart: the cache gives each its own earlier answer, never one answer K times. A reply is kept once its
/// whole body was read and accepted as an answer, see ``WireReply/accept``; what is empty, refused or malformed is asked for
/// again. The usage of what is kept says that it was paid for before. A cache that fails costs a call of the provider and
/// nothing else.
public struct CachingTransport: ModelTransport {
    private let transport: any ModelTransport
    private let provider: String
    private let cache: any ResponseCache

    /// Puts a cache before a transport.
    ///
    /// - Parameters:
    ///   - transport: What carries requests that are not in the cache.
    ///   - provider: The name under which its replies are kept; two servers need two names.
    ///   - cache: Where replies are kept.
    public init(_ transport: any ModelTransport, provider: String, cache: any ResponseCache) {
        self.transport = transport
        self.provider = provider
        self.cache = cache
    }

    /// Gives the reply that is kept, or sends the request.
    public func open(_ request: WireRequest, limits: CallLimits) async throws -> WireReply {
        let key = CallKey.hash(of: request, to: provider)
        if let document = try? await cache.response(for: key), let reply = RecordedReply(document) {
            var reply = try reply.replay()
            reply.isFromCache = true
            return reply
        }
        let whole = Mutex<RecordedReply?>(nil)
        var reply = try await transport.open(request, limits: limits).kept { reply in
            if reply.isWholeAnswer { whole.withLock { $0 = reply } }
        }
        reply.accept = { [cache] in
            guard let reply = whole.withLock({ $0 }) else { return }
            try? await cache.keep(reply.document, for: key)
        }
        return reply
    }
}
