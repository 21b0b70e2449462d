internal import AssayCore

/// The memory of one call, zeroed, with guard bytes around every piece of it.
///
/// A function that writes a little beyond what it was given changes guard bytes and nothing else; that is found after
/// the call. Writing further destroys the process, which is why foreign functions belong in one of their own.
final class CallMemory {
    private var pieces: [Piece] = []
    private var total = 0

    private struct Piece {
        let start: UnsafeMutableRawPointer
        let size: Int
        let name: String

        var end: UnsafeMutableRawPointer { start + size }
    }

    static let totalLimit = 256 << 20
    private static let before = 16
    private static let after = 256

    deinit { for piece in pieces { (piece.start - Self.before).deallocate() } }

    /// A piece of memory that lives as long as the call.
    func allocate(_ size: Int, for name: String) throws(AssayError) -> UnsafeMutableRawPointer {
        total += size
        guard total <= Self.totalLimit else {
            throw AssayError(.invalidRequest, "the buffers of a call have at most \(Self.totalLimit) bytes together")
        }
        let block = UnsafeMutableRawPointer.allocate(byteCount: Self.before + size + Self.after, alignment: 16)
        let piece = Piece(start: block + Self.before, size: size, name: name)
        piece.start.initializeMemory(as: UInt8.self, repeating: 0, count: size)
        for place in 0..<Self.before { block.storeBytes(of: Self.pattern(place), toByteOffset: place, as: UInt8.self) }
        for place in 0..<Self.after {
            piece.end.storeBytes(of: Self.pattern(place), toByteOffset: place, as: UInt8.self)
        }
        pieces.append(piece)
        return piece.start
    }

    /// The name of a piece that was written outside its bounds.
    func overrun() -> String? {
        pieces.first { piece in
            !Self.isIntact(piece.start - Self.before, Self.before) || !Self.isIntact(piece.end, Self.after)
        }?.name
    }

    private static func isIntact(_ guardBytes: UnsafeMutableRawPointer, _ count: Int) -> Bool {
        (0..<count).allSatisfy { guardBytes.load(fromByteOffset: $0, as: UInt8.self) == pattern($0) }
    }

    /// No byte of a run of equal bytes matches all of this.
    private static func pattern(_ place: Int) -> UInt8 { UInt8(truncatingIfNeeded: place &* 37 &+ 0xA5) }
}
