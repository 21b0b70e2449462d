internal import AssayCore
internal import CLinux
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The worker's end of the conversation.
final class ServerConnection: Sendable {
    static let socket: Int32 = 3
    static let memory: Int32 = 4
    static let image: Int32 = 5

    private let input = Mutex(FrameDecoder(limit: 1 << 30))
    private let output = Mutex(Turn())

    /// Which call frames belong to.
    private struct Turn {
        var call: UInt64 = 0
        var nonce: UInt64 = 0
        var logCount = 0
    }

    private static let logLimit = 1000

    /// The next frame of the host; without a host the process ends.
    func receive() -> Frame {
        let frame = input.withLock { decoder in
            while true {
                do throws(AssayError) {
                    if let frame = try decoder.next() { return frame }
                } catch {
                    _exit(WorkerExit.connectionLost)
                }
                Self.fill(&decoder)
            }
        }
        output.withLock { $0 = Turn(call: frame.call, nonce: frame.nonce) }
        return frame
    }

    private static func fill(_ decoder: inout FrameDecoder) {
        let size = 64 << 10
        withUnsafeTemporaryAllocation(byteCount: size, alignment: 1) { buffer in
            let got = recv(socket, buffer.baseAddress, size, 0)
            if got > 0 { decoder.append(UnsafeRawBufferPointer(buffer)[..<got]) }
            if got == 0 { _exit(0) }
            if got < 0, errno != EINTR { _exit(WorkerExit.connectionLost) }
        }
    }

    /// Sends a frame of the running call.
    func send(_ kind: FrameKind, _ write: (inout PayloadWriter) -> Void) {
        var writer = PayloadWriter()
        write(&writer)
        output.withLock { Self.put(Frame(kind: kind, call: $0.call, nonce: $0.nonce, payload: writer.bytes)) }
    }

    /// Sends a signal, unless its call is over.
    func send(_ signal: ToolSignal, of call: UInt64) {
        var writer = PayloadWriter()
        signal.write(to: &writer)
        output.withLock { turn in
            guard turn.call == call else { return }
            Self.put(Frame(kind: .signal, call: call, nonce: turn.nonce, payload: writer.bytes))
        }
    }

    /// Sends a line of the plugin's log, of which there may not be too many.
    func log(_ line: PluginLogLine) {
        var writer = PayloadWriter()
        writer.integer(line.level.rawValue)
        writer.text(line.message)
        output.withLock { turn in
            turn.logCount += 1
            guard turn.logCount <= Self.logLimit else { return }
            Self.put(Frame(kind: .log, call: 0, nonce: turn.nonce, payload: writer.bytes))
        }
    }

    /// Asks a tool of the host's, in the middle of a call.
    func ask(_ tool: String, _ request: Value) throws(AssayError) -> Value {
        send(.ask) { writer in
            writer.text(tool)
            writer.text(request.exactJSON)
        }
        let frame = receive()
        guard frame.kind == .reply else { _exit(WorkerExit.connectionLost) }
        var reader = PayloadReader(frame.payload)
        guard try reader.flag() else { throw try AssayError(reading: &reader) }
        return try reader.json(JSONLimits(maxBytes: 64 << 20, maxNodes: 16_000_000))
    }

    /// What is signalled from now on belongs to no call.
    func endCall() { output.withLock { $0.call = 0 } }

    private static func put(_ frame: Frame) {
        let bytes = frame.bytes
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                assay_send(socket, $0.baseAddress.map { $0 + sent }, $0.count - sent)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { _exit(errno == EPIPE ? 0 : WorkerExit.connectionLost) }
            sent += count
        }
    }

    /// Ends the process when the host goes away, whatever a plugin is doing; whether somebody looks after that now.
    func watch() -> Bool {
        var thread = pthread_t()
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, 128 << 10)
        let started = pthread_create(
            &thread,
            &attributes,
            { _ in
                while true {
                    var entry = pollfd(fd: ServerConnection.socket, events: Int16(ASSAY_POLLRDHUP), revents: 0)
                    if poll(&entry, 1, -1) > 0 {
                        _exit(entry.revents & Int16(POLLNVAL) != 0 ? WorkerExit.connectionLost : 0)
                    }
                }
            },
            nil
        )
        pthread_attr_destroy(&attributes)
        guard started == 0 else { return false }
        pthread_detach(thread)
        return true
    }
}
