internal import AssayCore

/// What has arrived of a response and who waits for it: a state machine that returns whom to answer.
///
/// Generic over the waiter, so that it can be run without tasks.
struct ResponseBuffer<Waiter> {
    /// A waiter and what to tell it.
    struct Answer {
        let waiter: Waiter
        let result: Result<ResponseDelivery, AssayError>
    }

    private let capacity: Int?
    private var head: ResponseHead?
    private var bytes: [UInt8] = []
    private var end: Result<Void, AssayError>?
    private var waiting: (want: ResponsePart, waiter: Waiter)?
    private var isHeldBack = false

    /// A buffer; without a capacity it never holds the server back.
    init(capacity: Int?) { self.capacity = capacity }

    /// Whether the transfer has ended.
    var isFinished: Bool { end != nil }

    /// The head arrived; ``answer()`` tells whoever waits.
    mutating func receive(_ head: ResponseHead) { self.head = head }

    /// Bytes of the body arrived; ``answer()`` tells whoever waits.
    mutating func receive(_ piece: UnsafeRawBufferPointer) {
        if end == nil { bytes.append(contentsOf: piece) }
    }

    /// The transfer ended; what comes later than the first end changes nothing.
    ///
    /// What arrived before is still of use where `keepsBytes` is true.
    mutating func finish(_ result: Result<Void, AssayError>, keepsBytes: Bool = true) -> Answer? {
        guard end == nil else { return nil }
        end = result
        if !keepsBytes { bytes = [] }
        return answer()
    }

    /// Somebody waits; the answer may be there already.
    mutating func wait(for want: ResponsePart, _ waiter: Waiter) -> Answer? {
        guard waiting == nil else {
            let message = "A response is read by two tasks at once; let one task read it."
            return Answer(waiter: waiter, result: .failure(AssayError(.invalidArgument, message)))
        }
        waiting = (want, waiter)
        return answer()
    }

    /// Whether the transfer has to stop for now; asked by whoever can stop it.
    mutating func holdsBack() -> Bool {
        guard let capacity, !isHeldBack, end == nil, bytes.count >= capacity else { return false }
        isHeldBack = true
        return true
    }

    /// Whether the transfer may go on after it was stopped; asked after something was taken.
    mutating func goesOn() -> Bool {
        guard let capacity, isHeldBack, bytes.count < max(1, capacity / 2) else { return false }
        isHeldBack = false
        return true
    }

    /// Whom to tell of what has arrived, all of it at once.
    mutating func answer() -> Answer? {
        guard let (want, waiter) = waiting, let result = result(for: want) else { return nil }
        waiting = nil
        return Answer(waiter: waiter, result: result)
    }

    private mutating func result(for want: ResponsePart) -> Result<ResponseDelivery, AssayError>? {
        switch want {
        case .head:
            // A head that came with a failure is still a head; the failure comes with the body.
            if let head { return .success(ResponseDelivery(head: head)) }
            return end.map { _ in ended() }
        case .chunk:
            if !bytes.isEmpty { return .success(taking()) }
            return end.map { _ in ended() }
        case .whole:
            return end.map { _ in ended() }
        }
    }

    private mutating func ended() -> Result<ResponseDelivery, AssayError> {
        if case .failure(let error)? = end { return .failure(error) }
        return .success(taking())
    }

    private mutating func taking() -> ResponseDelivery {
        defer { bytes = [] }
        return ResponseDelivery(head: head ?? ResponseHead(status: 0), bytes: bytes)
    }
}

extension ResponseBuffer.Answer: Sendable where Waiter: Sendable {}
