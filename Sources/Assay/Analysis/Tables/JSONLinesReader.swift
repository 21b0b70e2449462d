internal import AssayCore

/// Reads a file of JSON documents, one per line.
struct JSONLinesReader: ~Copyable {
    /// The line of the last document, counted from 1.
    private(set) var line = 0

    private var stream: ByteStream
    private var piece: [UInt8] = []
    private var position = 0
    private var document: [UInt8] = []

    /// The largest line that is read.
    static let maximumLine = 64 << 20

    /// Starts to read.
    init(_ stream: consuming ByteStream) { self.stream = stream }

    /// How messages name the file.
    var name: String { stream.name }

    /// A failure that names the file and the line.
    func error(_ problem: String) -> AssayError {
        AssayError(.invalidTable, "\(name), line \(max(1, line)): \(problem)")
    }

    /// The next document, or nil at the end.
    ///
    /// Blank lines are skipped.
    mutating func next() throws(AssayError) -> Value? {
        let last = line
        while try readLine() {
            if document.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            do throws(AssayError) {
                return try Value(jsonBytes: document, limits: JSONLimits(maxBytes: Self.maximumLine))
            } catch {
                throw self.error(error.message)
            }
        }
        line = last
        return nil
    }

    private mutating func readLine() throws(AssayError) -> Bool {
        document.removeAll(keepingCapacity: true)
        line += 1
        var isThere = false
        while true {
            if position == piece.count {
                position = 0
                guard try stream.read(into: &piece) else { return isThere }
            }
            isThere = true
            let end = piece[position...].firstIndex(of: UInt8(ascii: "\n")) ?? piece.count
            document += piece[position..<end]
            guard document.count <= Self.maximumLine else { throw error("the line is over \(Self.maximumLine) bytes") }
            position = min(end + 1, piece.count)
            if end < piece.count { return true }
        }
    }
}
