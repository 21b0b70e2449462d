internal import AssayCore
internal import CCurl

/// Runs transfers in steps; used on the thread of the transfers only.
final class TransferDriver {
    private let multi: MultiHandle
    private let configuration: HTTPClientConfiguration
    private let now: () -> Duration
    private var transfers: [ObjectIdentifier: ActiveTransfer] = [:]
    private var pools = CredentialPools()
    /// How long to wait at most while HTTP/2 may be under way: now and then libcurl 7.88 has something at hand to go on
    /// with, among many requests on one connection, of which no socket tells, and goes on when it is asked again.
    private static let secondLook = Duration.milliseconds(50)

    /// How many connections of one credential are kept for later requests; hosts and time close them, too.
    private static let keptConnections = 256

    init(multi: MultiHandle, configuration: HTTPClientConfiguration, now: @escaping () -> Duration) {
        self.multi = multi
        self.configuration = configuration
        self.now = now
        assay_curl_multi_set_number(multi.pointer, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
        // Else libcurl keeps four for each request that is under way when another one ends, and of those of a burst hardly any.
        assay_curl_multi_set_number(multi.pointer, CURLMOPT_MAXCONNECTS, Self.keptConnections)
        let connections = max(0, configuration.maxConnectionsPerHost)
        assay_curl_multi_set_number(multi.pointer, CURLMOPT_MAX_HOST_CONNECTIONS, connections)
    }

    // MARK: Commands

    /// Begins a transfer; a failure to do so goes to its exchange.
    func start(_ exchange: Exchange) {
        guard !exchange.isFinished else { return }
        let key = PoolKey(exchange.request)
        guard let loan = pools.take(key) else { return Self.refuse(exchange) }
        let transfer = ActiveTransfer(exchange: exchange, poolKey: key, easy: loan.easy, now: now)
        guard EasyOptions.apply(to: transfer, loan, configuration: configuration) else {
            release(transfer, isSet: false)
            return Self.refuse(exchange)
        }
        guard curl_multi_add_handle(multi.pointer, loan.easy) == CURLM_OK else {
            release(transfer, isSet: true)
            return Self.refuse(exchange)
        }
        transfers[ObjectIdentifier(exchange)] = transfer
    }

    private static func refuse(_ exchange: Exchange) {
        let message = "\(exchange.request.origin): libcurl could not be set up for the request."
        exchange.finish(.failure(AssayError(.httpUnreachable, message)))
    }

    /// Closes a transfer, and with it its connection or HTTP/2 stream.
    func cancel(_ exchange: Exchange) { remove(exchange) }

    /// Lets a transfer go on that was held back.
    func resume(_ exchange: Exchange) { transfers[ObjectIdentifier(exchange)]?.goOn() }

    /// Ends everything.
    func close() {
        for transfer in transfers.values {
            transfer.exchange.finish(.failure(TransferLoop.closed), keepsBytes: false)
            curl_multi_remove_handle(multi.pointer, transfer.easy)
            release(transfer, isSet: true)
        }
        transfers = [:]
        pools.close()
        curl_multi_cleanup(multi.pointer)
    }

    // MARK: A step

    /// Moves all transfers on.
    ///
    /// - Returns: how many milliseconds to wait at most.
    func step() -> Int32 {
        var running: Int32 = 0
        curl_multi_perform(multi.pointer, &running)
        finishEnded()
        return checkTransfers()
    }

    /// Waits until a transfer can move on or somebody wakes the thread.
    func wait(atMost milliseconds: Int32) { curl_multi_poll(multi.pointer, nil, 0, milliseconds, nil) }

    private func finishEnded() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi.pointer, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let pointer = assay_curl_private(message.pointee.easy_handle)
            else { continue }
            let result = assay_curl_message_result(message)
            let transfer = Unmanaged<ActiveTransfer>.fromOpaque(pointer).takeUnretainedValue()
            finish(transfer, transfer.failure(result))
        }
    }

    private func finish(_ transfer: ActiveTransfer, _ failure: AssayError?) {
        remove(transfer.exchange)
        // Of a response that is too large nothing is of use, and it may be much.
        transfer.exchange.finish(failure.map { .failure($0) } ?? .success(()), keepsBytes: transfer.refusal == nil)
    }

    /// Hands over what was received, keeps limits and holds back whoever is too fast.
    ///
    /// - Returns: the milliseconds until the next limit passes.
    private func checkTransfers() -> Int32 {
        let now = now()
        var next = now + .seconds(60)
        for transfer in transfers.values {
            if let limit = transfer.deadlines.passed(at: now) {
                finish(transfer, transfer.failure(limit))
                continue
            }
            transfer.deliver()
            transfer.holdBackIfFull()
            next = min(next, transfer.deadlines.next)
            if transfer.exchange.request.mayUseHTTP2 { next = min(next, now + Self.secondLook) }
        }
        // Rounded up: woken a little early, the thread would spin until the limit has passed.
        return Int32(clamping: (next - now).wholeMilliseconds + 1)
    }

    // MARK: Handles

    private func remove(_ exchange: Exchange) {
        guard let transfer = transfers.removeValue(forKey: ObjectIdentifier(exchange)) else { return }
        curl_multi_remove_handle(multi.pointer, transfer.easy)
        release(transfer, isSet: true)
    }

    private func release(_ transfer: ActiveTransfer, isSet: Bool) {
        // Of the request nothing stays in the handle: neither its key nor what would call back.
        let isClear = isSet && EasyOptions.clear(transfer.easy)
        pools.giveBack(transfer.poolKey, transfer.easy, isSet: isClear)
    }
}
