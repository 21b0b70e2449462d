internal import AssayCore
internal import Foundation

/// The bytes of a file, a pipe or stdin, in pieces.
struct ByteStream: ~Copyable {
    /// How messages name it.
    let name: String
    private let file: OpenFile
    private let limit: Int
    private var taken = 0
    /// A piece that was read to see how the file begins.
    private var held: [UInt8]?

    /// The largest file that is read: eight gibibytes.
    static let maximumBytes = 8 << 30

    /// Opens a file or pipe; `-` is stdin.
    init(_ path: String, limit: Int = maximumBytes) throws(AssayError) {
        name = path == "-" ? "stdin" : path
        self.limit = limit
        do throws(FileProblem) {
            file = try path == "-" ? OpenFile(duplicating: 0) : OpenFile(reading: path)
        } catch {
            throw AssayError(.fileError, "\(path == "-" ? "stdin" : path) cannot be read: \(error.reason)")
        }
    }

    /// The first byte that is neither blank nor part of a byte order mark, as far as the first piece shows.
    mutating func firstByte() throws(AssayError) -> UInt8? {
        var piece: [UInt8] = []
        _ = try read(into: &piece)
        held = piece
        return piece.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
    }

    /// Replaces the contents of a buffer by the next piece; false at the end.
    mutating func read(into buffer: inout [UInt8]) throws(AssayError) -> Bool {
        if let piece = held {
            (buffer, held) = (piece, nil)
            return !buffer.isEmpty
        }
        do throws(FileProblem) {
            try file.readPiece(into: &buffer)
        } catch {
            throw AssayError(.fileError, "\(name) cannot be read: \(error.reason)")
        }
        taken += buffer.count
        guard taken <= limit else { throw AssayError(.fileError, "\(name) is over \(limit) bytes") }
        return !buffer.isEmpty
    }
}

extension OpenFile {
    /// Shares a descriptor that is open already.
    init(duplicating descriptor: Int32) throws(FileProblem) {
        self.init(owning: dup(descriptor))
        guard isOpen else { throw .last }
    }

    /// The next bytes as far as they come in one piece; none at the end.
    func readPiece(into buffer: inout [UInt8]) throws(FileProblem) {
        let capacity = 1 << 18
        buffer.removeAll(keepingCapacity: true)
        buffer.append(contentsOf: repeatElement(0, count: capacity))
        var count = -1
        repeat {
            count = buffer.withUnsafeMutableBytes { Foundation.read(rawDescriptor, $0.baseAddress, capacity) }
        } while count < 0 && errno == EINTR
        guard count >= 0 else { throw .last }
        buffer.removeLast(capacity - count)
    }
}
