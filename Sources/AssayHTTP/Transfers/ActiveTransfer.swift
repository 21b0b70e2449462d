internal import AssayCore
internal import CCurl

/// A transfer under way; used on the thread of the transfers only.
final class ActiveTransfer {
    let exchange: Exchange
    let poolKey: PoolKey
    let easy: UnsafeMutableRawPointer
    var deadlines: TransferDeadlines
    private let now: () -> Duration
    private var headReader: HeadReader
    private var bodyByteCount = 0
    private(set) var isConnected = false
    private(set) var hasHead = false
    /// Whether something was received that has not been handed over.
    private var hasNews = false
    /// Why this side ended the transfer, which libcurl cannot know.
    private(set) var refusal: AssayError?
    /// The header fields as libcurl has them; libcurl reads them during the transfer.
    var headerList: UnsafeMutablePointer<curl_slist>?

    init(exchange: Exchange, poolKey: PoolKey, easy: UnsafeMutableRawPointer, now: @escaping () -> Duration) {
        self.exchange = exchange
        self.poolKey = poolKey
        self.easy = easy
        self.now = now
        headReader = HeadReader(maxBytes: exchange.request.limits.maxHeaderBytes)
        deadlines = TransferDeadlines(limits: exchange.request.limits, now: now())
    }

    deinit { curl_slist_free_all(headerList) }

    // MARK: What libcurl tells

    /// The connection stands, and the request goes out next.
    ///
    /// libcurl sends a request once more where a connection that was used before is closed without an answer. The server
    /// may have acted on the first one, so this is for the caller to decide, unless repeating does no harm.
    ///
    /// - Returns: whether to go on.
    func connected() -> Bool {
        guard !isConnected || exchange.request.isIdempotent else {
            return refuse(.httpInterrupted, "the connection was closed without a response", isRetryable: true)
        }
        isConnected = true
        deadlines.connected(at: now())
        return true
    }

    /// A line of the head arrived.
    ///
    /// - Returns: whether to go on.
    func receiveLine(_ line: UnsafeRawBufferPointer) -> Bool {
        switch headReader.read(line) {
        case .more: return true
        case .complete(let head):
            hasHead = true
            deadlines.received(at: now())
            exchange.receive(head)
            hasNews = true
            return true
        case .tooLarge:
            let limit = exchange.request.limits.maxHeaderBytes
            return refuse(.httpTooLarge, "the header fields are larger than the limit of \(limit) bytes")
        case .malformed:
            return refuse(.httpProtocol, "the head of the response is none")
        }
    }

    /// Bytes of the body arrived, decompressed.
    ///
    /// - Returns: whether to go on.
    func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let limit = exchange.request.limits.maxBodyBytes
        bodyByteCount += bytes.count
        guard bodyByteCount <= limit else {
            return refuse(.httpTooLarge, "the body is larger than the limit of \(limit) bytes")
        }
        deadlines.received(at: now())
        exchange.receive(bytes)
        hasNews = true
        return true
    }

    private func refuse(_ code: AssayError.Code, _ reason: String, isRetryable: Bool = false) -> Bool {
        refusal = AssayError(code, "\(exchange.request.origin): \(reason).", isRetryable: isRetryable)
        return false
    }

    // MARK: What the driver does

    /// Hands over what one of libcurl's steps brought, together: head and body often come at once, and waking a task for each
    /// costs more than reading them.
    func deliver() {
        guard hasNews else { return }
        hasNews = false
        exchange.deliver()
    }

    /// Stops reading where the reader is too far behind; called between libcurl's steps, so that nothing that has been
    /// read piles up inside it.
    func holdBackIfFull() {
        guard exchange.holdsBack() else { return }
        deadlines.heldBack()
        curl_easy_pause(easy, CURLPAUSE_RECV)
    }

    /// Reads on.
    func goOn() {
        deadlines.received(at: now())
        curl_easy_pause(easy, CURLPAUSE_CONT)
    }
}
