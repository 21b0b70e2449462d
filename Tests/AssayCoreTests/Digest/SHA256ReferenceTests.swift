import AssayCore
import Testing

/// SHA-256 written down from FIPS 180-4, section 6.2, with its constants computed from their definition.
private enum Reference {
    /// The first 32 bits of the fractional parts of the square or cube roots of the first primes.
    private static func constants(_ count: Int, root: Int) -> [UInt32] {
        var primes: [UInt64] = []
        var candidate: UInt64 = 2
        while primes.count < count {
            if primes.allSatisfy({ !candidate.isMultiple(of: $0) }) { primes.append(candidate) }
            candidate += 1
        }
        return primes.map { prime in
            // The largest x with x^root <= prime * 2^(32 * root), found bit by bit.
            var x: UInt64 = 0
            for bit in (0..<36).reversed() {
                let next = x | 1 << UInt64(bit)
                let power = (0..<root).reduce(Int128(1)) { product, _ in product * Int128(next) }
                if power <= Int128(prime) << Int128(32 * root) { x = next }
            }
            return UInt32(truncatingIfNeeded: x)
        }
    }

    private static let initial = constants(8, root: 2)
    private static let rounds = constants(64, root: 3)

    private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

    static func digest(_ message: [UInt8]) -> [UInt8] {
        var bytes = message + [0x80]
        while bytes.count % 64 != 56 { bytes.append(0) }
        let bitCount = UInt64(message.count) * 8
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: bitCount >> shift))
        }
        var state = initial
        for start in stride(from: 0, to: bytes.count, by: 64) { compress(bytes[start..<start + 64], into: &state) }
        return state.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) } }
    }

    private static func compress(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
        var words = stride(from: block.startIndex, to: block.endIndex, by: 4).map { place in
            block[place..<place + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        for place in 16..<64 {
            let (a, b) = (words[place - 15], words[place - 2])
            let low = rotate(a, 7) ^ rotate(a, 18) ^ a >> 3
            let high = rotate(b, 17) ^ rotate(b, 19) ^ b >> 10
            words.append(words[place - 16] &+ low &+ words[place - 7] &+ high)
        }
        var v = state
        for place in 0..<64 {
            let sum1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25)
            let choice = v[4] & v[5] ^ ~v[4] & v[6]
            let first = v[7] &+ sum1 &+ choice &+ rounds[place] &+ words[place]
            let sum0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22)
            let majority = v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2]
            v = [first &+ sum0 &+ majority, v[0], v[1], v[2], v[3] &+ first, v[4], v[5], v[6]]
        }
        for place in 0..<8 { state[place] &+= v[place] }
    }
}

@Suite("SHA-256 beside its definition")
struct SHA256ReferenceTests {
    @Test("Every length around two blocks gives the digest of the definition")
    func lengths() {
        var generator = SeededGenerator(seed: 127)
        for length in 0...132 {
            let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            #expect(SHA256.digest(of: bytes) == Reference.digest(bytes), "\(length)")
        }
    }

    @Test("It does not matter where the bytes are cut")
    func cuts() {
        let bytes = (0..<130).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let whole = SHA256.digest(of: bytes)
        for cut in 0...bytes.count {
            var hash = SHA256()
            hash.update(Array(bytes[..<cut]))
            hash.update(Array(bytes[cut...]))
            #expect(hash.finalize() == whole)
        }
    }

    @Test(
        "Many blocks at once, begun anywhere and in uneven pieces, give the digest of the definition",
        arguments: 1...20
    )
    func manyBlocks(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let bytes = (0..<Int.random(in: 0...4000, using: &generator)).map { _ in
            UInt8.random(in: .min ... .max, using: &generator)
        }
        var hash = SHA256()
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...700, using: &generator))
            hash.update(Array(piece))
            rest = rest.dropFirst(piece.count)
        }
        #expect(hash.finalize() == Reference.digest(bytes))
    }
}
