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
        guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return }
        crypto_hash_sha256_update(&state, start, UInt64(bytes.count))
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
