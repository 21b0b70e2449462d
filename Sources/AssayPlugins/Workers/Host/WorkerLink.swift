internal import AssayCore
internal import CLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The host's end of the conversation with one worker: one exchange at a time.
///
/// Nothing the worker sends is believed. Whatever breaks the rules ends the worker, and the exchange fails.
struct WorkerLink: ~Copyable {
    let plan: WorkerPlan
    var process: WorkerProcess
    var memory: SharedMemory
    private let nonce: UInt64
    private var call: UInt64 = 0
    private var decoder: FrameDecoder
    private var outgoing: [UInt8] = []
    private var sent = 0
    private var logCount = 0
    var output = OutputCapture()
    var errors = OutputCapture()
    private var hasOutput = true
    private var hasErrors = true
    /// Whether something was printed during this exchange, so that more is to be expected.
    private var isPrinting = false

    init(_ plan: WorkerPlan) throws(AssayError) {
        let file = try Descriptor.memory("assay-shared")
        let memory = try SharedMemory(file, size: SharedMemory.dataOffset, isOwner: true)
        process = try WorkerProcess.start(plan, memory: file)
        self.plan = plan
        self.memory = memory
        nonce = .random(in: .min ... .max)
        decoder = FrameDecoder(limit: plan.frameLimit)
    }

    /// What comes after a frame.
    enum Next {
        case more
        case reply([UInt8])
        case done
    }

    /// Sends a frame and handles what comes back until that is done.
    ///
    /// - Throws: why there was no end to it; the worker is dead then.
    mutating func exchange(
        _ kind: FrameKind,
        _ payload: [UInt8],
        _ patience: Patience,
        handle: (Frame) throws(AssayError) -> Next
    ) throws(AssayError) {
        call += 1
        logCount = 0
        isPrinting = false
        queue(kind, payload)
        var patience = patience
        do throws(AssayError) {
            while true {
                while let frame = try nextFrame() {
                    switch try handle(frame) {
                    case .more: continue
                    case .reply(let payload): queue(.reply, payload)
                    case .done: return drainWhatIsThere()
                    }
                }
                try advance(&patience)
            }
        } catch {
            _ = process.end()
            drain()
            throw error
        }
    }

    private mutating func queue(_ kind: FrameKind, _ payload: [UInt8]) {
        outgoing = Frame(kind: kind, call: call, nonce: nonce, payload: payload).bytes
        sent = 0
    }
}

// MARK: Reading

extension WorkerLink {
    /// The next frame of this call that is no log line.
    private mutating func nextFrame() throws(AssayError) -> Frame? {
        while let frame = try decoder.next() {
            guard frame.nonce == nonce else {
                throw AssayError(.protocolError, "something else than the worker process wrote into its connection")
            }
            if frame.kind == .log {
                try log(frame)
                continue
            }
            guard frame.call == call, frame.kind.rawValue >= FrameKind.sandboxed.rawValue else {
                throw AssayError(.protocolError, "the worker process answered a call nobody waits for")
            }
            return frame
        }
        return nil
    }

    /// A line of the plugin's log, which may come at any time.
    private mutating func log(_ frame: Frame) throws(AssayError) {
        var reader = PayloadReader(frame.payload)
        let level = PluginLogLine.Level(rawValue: try reader.integer(Int32.self)) ?? .info
        let message = CallText.sanitised(try reader.text().utf8)
        logCount += 1
        guard logCount <= PluginCall.signalLimit else { return }
        plan.log(PluginLogLine(path: plan.path, level: level, message: message))
    }

    /// Takes in what has arrived, and may wait for it as long as the socket is set to; whether there was anything.
    private mutating func receive(waits: Bool) throws(AssayError) -> Bool {
        let size = 64 << 10
        let socket = process.socket.number
        var got = 0
        withUnsafeTemporaryAllocation(byteCount: size, alignment: 1) { buffer in
            got = recv(socket, buffer.baseAddress, size, waits ? 0 : Int32(MSG_DONTWAIT))
            if got > 0 { decoder.append(UnsafeRawBufferPointer(buffer)[..<got]) }
        }
        if got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR) { throw lost() }
        return got > 0
    }

    /// Why the worker's end of the connection is closed.
    private mutating func lost() -> AssayError {
        guard let exit = process.awaitExit(milliseconds: 200) else {
            return AssayError(.protocolError, "the plugin closed the connection between its process and the host")
        }
        return exit.failure(under: plan.setup)
    }

    /// Takes in what the worker has printed until now, if anything.
    private mutating func drainWhatIsThere() {
        let output = hasOutput ? process.output.number : -1
        let errors = hasErrors ? process.errors.number : -1
        if assay_await(-1, 0, output, errors, 0) != 0 { drain() }
    }

    private mutating func drain() {
        isPrinting = true
        if hasOutput { hasOutput = output.drain(process.output.number) }
        if hasErrors { hasErrors = errors.drain(process.errors.number) }
    }
}

// MARK: Waiting

extension WorkerLink {
    /// Waits until something moves, and moves it.
    private mutating func advance(_ patience: inout Patience) throws(AssayError) {
        switch patience.step() {
        case .giveUp: memory.cancelledCall = call
        case .kill(let reason): throw reason
        case .wait(let milliseconds): try wait(milliseconds)
        case .relax: try relax()
        }
    }

    /// Most plugins print nothing, and waiting for one thing is cheaper than for three.
    private mutating func relax() throws(AssayError) {
        try send()
        if isPrinting || sent < outgoing.count { return try wait(WorkerProcess.intervalMS) }
        if try !receive(waits: true) { drainWhatIsThere() }
    }

    private mutating func wait(_ milliseconds: Int32) throws(AssayError) {
        try send()
        let wanted = Int16(POLLIN) | (sent < outgoing.count ? Int16(POLLOUT) : 0)
        let output = hasOutput ? process.output.number : -1
        let errors = hasErrors ? process.errors.number : -1
        let news = assay_await(process.socket.number, wanted, output, errors, milliseconds)
        if news & Int32(ASSAY_HAS_OUTPUT) != 0 { drain() }
        if news & Int32(ASSAY_HAS_MESSAGE) != 0 { _ = try receive(waits: false) }
    }

    private mutating func send() throws(AssayError) {
        while sent < outgoing.count {
            let count = outgoing.withUnsafeBytes { bytes in
                assay_send_at_once(process.socket.number, bytes.baseAddress.map { $0 + sent }, bytes.count - sent)
            }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { return }
            // The other end is closed; reading finds out why.
            guard count > 0 else { throw lost() }
            sent += count
        }
        if outgoing.count > 1 << 20 { outgoing = [] }
    }
}
