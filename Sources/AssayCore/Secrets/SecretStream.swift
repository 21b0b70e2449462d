/// Strikes secrets out of bytes that come in pieces, wherever they are cut.
///
/// Bytes are kept back only while they may be the beginning of a secret.
public struct SecretStream: Sendable {
    private let redactor: SecretRedactor
    private var rest: [UInt8] = []

    /// Begins before the first byte.
    public init(_ redactor: SecretRedactor) { self.redactor = redactor }

    /// Takes a piece.
    ///
    /// - Returns: what can be passed on.
    public mutating func feed(_ piece: [UInt8]) -> [UInt8] {
        guard !redactor.isEmpty else { return piece }
        return take(rest + piece, isLast: false)
    }

    /// Ends the bytes.
    ///
    /// - Returns: what was kept back.
    public mutating func finish() -> [UInt8] { take(rest, isLast: true) }

    private mutating func take(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
        rest = []
        var passed: [UInt8] = []
        passed.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            let (count, mayBeLonger) = redactor.match(bytes, at: place)
            if mayBeLonger && !isLast {
                rest = Array(bytes[place...])
                return passed
            }
            passed += count > 0 ? SecretRedactor.replacement : [bytes[place]]
            place += max(1, count)
        }
        return passed
    }
}
