public import AssayCore

/// A response whose body is read while it arrives: a sequence of pieces, decompressed, none of them empty.
///
/// The sequence can be run through once, by one task. While nobody takes what arrives, no more than
/// ``HTTPClientConfiguration/streamBufferBytes`` and what libcurl reads in one step (up to 1.6 MiB, before
/// decompression) is kept, and then the server has to wait. Cancelling the task that reads, or dropping the stream with
/// its iterator, closes the transfer at once.
public struct HTTPStream: Sendable, AsyncSequence {
    /// A piece of the body.
    public typealias Element = [UInt8]

    /// The status code, from 200 to 999; interim responses are left out.
    public let status: Int
    /// The header fields.
    public let headers: HTTPHeaders
    private let lease: Lease

    init(head: ResponseHead, exchange: Exchange, client: HTTPClient) {
        status = head.status
        headers = head.headers
        lease = Lease(exchange: exchange, client: client)
    }

    /// Reads the body from where it is.
    public func makeAsyncIterator() -> Iterator { Iterator(lease: lease) }

    /// Takes pieces of the body.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let lease: Lease

        /// Waits for the next piece.
        ///
        /// - Returns: the piece, or nil after the end of a body that is complete.
        /// - Throws: the failure that ended the transfer, after the pieces that arrived before it.
        public func next(isolation actor: isolated (any Actor)? = #isolation) async throws(AssayError) -> [UInt8]? {
            let exchange = lease.exchange
            let bytes = try await exchange.wait(for: .chunk).bytes
            return bytes.isEmpty ? [UInt8]?.none : bytes
        }
    }

    /// Ends the transfer when nobody can read it any more, and keeps the client until then.
    fileprivate final class Lease: Sendable {
        let exchange: Exchange
        private let client: HTTPClient

        init(exchange: Exchange, client: HTTPClient) {
            self.exchange = exchange
            self.client = client
        }

        deinit { exchange.cancel() }
    }
}
