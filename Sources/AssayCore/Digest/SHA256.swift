internal import AssayStatistics
internal import CSodium

/// A running SHA-256 (FIPS 180-4) over bytes given piece by piece.
public struct SHA256: Sendable {
    /// The number of bytes of a digest.
    public static let byteCount = 32

    private var state = crypto_hash_sha256_state()

    /// Starts over no bytes.
    public init() { crypto_hash_sha256_init(&state) }

    /// Adds bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        let bytes = bytes.bindMemory(to: UInt8.self)
        let pending = Int(state.count / 8) % HashKernel.blockSize
        let head = pending > 0 ? min(bytes.count, HashKernel.blockSize - pending) : 0
        let blocks = (bytes.count - head) / HashKernel.blockSize * HashKernel.blockSize
        add(bytes[..<head])
        if !addBlocks(UnsafeBufferPointer(rebasing: bytes[head..<head + blocks])) { add(bytes[head..<head + blocks]) }
        add(bytes[(head + blocks)...])
    }

    private mutating func add(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        guard !bytes.isEmpty, let start = UnsafeBufferPointer(rebasing: bytes).baseAddress else { return }
        crypto_hash_sha256_update(&state, start, UInt64(bytes.count))
    }

    /// Adds whole blocks where none is begun, if the processor can; the state is that of libsodium, which does all else.
    private mutating func addBlocks(_ blocks: UnsafeBufferPointer<UInt8>) -> Bool {
        let isAdded = withUnsafeMutableBytes(of: &state.state) { words in
            guard let words = words.bindMemory(to: UInt32.self).baseAddress else { return false }
            return HashKernel.addSHA256(blocks, to: words)
        }
        // The length so far is in bits.
        if isAdded { state.count += UInt64(blocks.count) * 8 }
        return isAdded
    }

    /// Adds bytes.
    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// The digest of all bytes given so far; more may follow.
    public func finalize() -> [UInt8] {
        var state = state
        var digest = [UInt8](repeating: 0, count: Self.byteCount)
        crypto_hash_sha256_final(&state, &digest)
        return digest
    }

    /// The digest of all bytes given so far, as 64 lower-case hexadecimal digits.
    public func finalizeHex() -> String { Self.hex(finalize()) }
}

extension SHA256 {
    /// The digest of bytes.
    public static func digest(of bytes: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finalize()
    }

    /// The digest of bytes, as 64 lower-case hexadecimal digits.
    public static func hexDigest(of bytes: [UInt8]) -> String { hex(digest(of: bytes)) }

    /// The digest of a text's UTF-8, as 64 lower-case hexadecimal digits.
    public static func hexDigest(of text: String) -> String { hexDigest(of: Array(text.utf8)) }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
