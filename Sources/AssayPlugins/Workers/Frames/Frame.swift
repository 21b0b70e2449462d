internal import AssayCore

/// One message between host and worker.
///
/// On the wire: magic (4 bytes), length of the payload (4), kind (1), zeros (7), call (8), nonce (8), payload; integers
/// are little-endian. The nonce is drawn by the host for every worker, so that what something else wrote into the socket
/// is told from the worker's words.
struct Frame {
    var kind: FrameKind
    var call: UInt64
    var nonce: UInt64
    var payload: [UInt8]

    static let headerSize = 32
    static let magic: UInt32 = 0x3159_5341

    /// The bytes on the wire.
    var bytes: [UInt8] {
        var writer = PayloadWriter()
        writer.bytes.reserveCapacity(Self.headerSize + payload.count)
        writer.integer(Self.magic)
        writer.integer(UInt32(truncatingIfNeeded: payload.count))
        writer.integer(UInt64(kind.rawValue))
        writer.integer(call)
        writer.integer(nonce)
        writer.bytes += payload
        return writer.bytes
    }
}
