internal import AssayCore

/// Cuts a stream of bytes from an untrusted end into frames.
struct FrameDecoder {
    /// The longest payload.
    let limit: Int
    private var bytes: [UInt8] = []
    private var head = 0

    init(limit: Int) { self.limit = limit }

    /// Adds what arrived.
    mutating func append(_ piece: some Collection<UInt8>) {
        if head > 0, head == bytes.count {
            bytes.removeAll(keepingCapacity: bytes.count <= 1 << 16)
            head = 0
        }
        bytes.append(contentsOf: piece)
    }

    /// The next whole frame; `nil` when more bytes are needed.
    ///
    /// - Throws: ``AssayError/Code/protocolError`` for bytes that are no frame; what follows them means nothing.
    mutating func next() throws(AssayError) -> Frame? {
        guard bytes.count - head >= Frame.headerSize else { return nil }
        var reader = PayloadReader(bytes[head..<head + Frame.headerSize])
        guard try reader.integer(UInt32.self) == Frame.magic else { throw Self.garbage("not a frame") }
        let length = Int(try reader.integer(UInt32.self))
        guard length <= limit else { throw Self.garbage("a frame of \(length) bytes; the limit is \(limit)") }
        let number = try reader.integer(UInt64.self)
        guard let byte = UInt8(exactly: number), let kind = FrameKind(rawValue: byte) else {
            throw Self.garbage("a frame of unknown kind")
        }
        let call = try reader.integer(UInt64.self)
        let nonce = try reader.integer(UInt64.self)
        let end = head + Frame.headerSize + length
        guard bytes.count >= end else { return nil }
        let payload = Array(bytes[(head + Frame.headerSize)..<end])
        head = end
        return Frame(kind: kind, call: call, nonce: nonce, payload: payload)
    }

    private static func garbage(_ what: String) -> AssayError {
        AssayError(.protocolError, "the worker process sent \(what)")
    }
}
