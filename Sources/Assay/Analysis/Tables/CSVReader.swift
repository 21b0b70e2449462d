internal import AssayCore

/// Reads the rows of a CSV file one after another, strictly by RFC 4180.
///
/// Fields are separated by commas; one that holds a comma, a quote or a line break stands in quotes, a quote inside is
/// doubled. Lines end with LF or CRLF; a byte order mark at the start is skipped, blank lines at the end too. Anything
/// else is refused with file and line. Memory is that of one row and one piece of the file.
struct CSVReader: ~Copyable {
    /// The line on which the row begins, counted from 1.
    private(set) var line = 0

    private var stream: ByteStream
    private var piece: [UInt8] = []
    private var position = 0
    private var nextLine = 1
    private var isAtStart = true

    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var state = State.fieldStart

    /// The largest row that is read.
    static let maximumRow = 16 << 20
    static let maximumFields = 1 << 20

    private enum State { case fieldStart, plain, quoted, quoteSeen, returnSeen }

    /// Starts to read.
    init(_ stream: consuming ByteStream) { self.stream = stream }

    /// How messages name the file.
    var name: String { stream.name }

    /// How many fields the row has.
    var count: Int { ends.count }

    /// Lends the bytes of a field.
    func withField<T>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
        bytes.withUnsafeBufferPointer { all in
            body(UnsafeBufferPointer(rebasing: all[(index == 0 ? 0 : ends[index - 1])..<ends[index]]))
        }
    }

    /// The text of a field.
    func text(_ index: Int) throws(AssayError) -> String {
        guard let text = withField(index, { String(validating: $0, as: UTF8.self) }) else {
            throw error("field \(index + 1) is not UTF-8")
        }
        return text
    }

    /// Whether a field has no characters.
    func isEmpty(_ index: Int) -> Bool { (index == 0 ? 0 : ends[index - 1]) == ends[index] }

    /// A failure that names the file and the line of the row.
    func error(_ problem: String) -> AssayError {
        AssayError(.invalidTable, "\(name), line \(max(1, line)): \(problem)")
    }

    /// Goes to the next row; false at the end of the file.
    mutating func next() throws(AssayError) -> Bool {
        let last = line
        guard try readRow() else {
            line = last
            return false
        }
        guard isBlank else { return true }
        let blank = line
        while try readRow() {
            guard isBlank else {
                line = blank
                throw error("a blank line; remove it")
            }
        }
        line = last
        return false
    }

    /// The names on the first line.
    mutating func header() throws(AssayError) -> [String] {
        guard try next() else { throw AssayError(.invalidTable, "\(name) is empty") }
        var names: [String] = []
        for column in 0..<count { names.append(try text(column)) }
        return names
    }

    private var isBlank: Bool { ends.count == 1 && ends[0] == 0 && !wasQuoted }
    private var wasQuoted = false

    private mutating func readRow() throws(AssayError) -> Bool {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        (line, state, wasQuoted) = (nextLine, .fieldStart, false)
        while try hasPiece() {
            if try scan() { return true }
        }
        return try endOfFile()
    }

    private mutating func endOfFile() throws(AssayError) -> Bool {
        switch state {
        case .quoted: throw error("a quoted field is not closed before the end of the file")
        case .returnSeen: throw error("a carriage return without a line feed; lines end with LF or CRLF")
        case .fieldStart where ends.isEmpty: return false
        case .fieldStart, .plain, .quoteSeen:
            ends.append(bytes.count)
            return true
        }
    }

    private mutating func hasPiece() throws(AssayError) -> Bool {
        if position < piece.count { return true }
        position = 0
        guard try stream.read(into: &piece) else { return false }
        if isAtStart {
            isAtStart = false
            if piece.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        }
        return position < piece.count ? true : try hasPiece()
    }

    /// Takes bytes up to the end of the row or of the piece; whether the row is complete.
    private mutating func scan() throws(AssayError) -> Bool {
        while position < piece.count {
            let byte = piece[position]
            position += 1
            if byte == UInt8(ascii: "\n") { nextLine += 1 }
            switch state {
            case .quoted: takeQuoted(byte)
            case .returnSeen:
                guard byte == UInt8(ascii: "\n") else {
                    throw error("a carriage return without a line feed; lines end with LF or CRLF")
                }
                return true
            case .fieldStart, .plain, .quoteSeen:
                if try takeOutside(byte) { return true }
            }
            guard bytes.count < Self.maximumRow, ends.count < Self.maximumFields else {
                throw error("the row is over \(Self.maximumRow) bytes or \(Self.maximumFields) fields")
            }
        }
        return false
    }

    private mutating func takeQuoted(_ byte: UInt8) {
        if byte == UInt8(ascii: "\"") { state = .quoteSeen } else { bytes.append(byte) }
    }

    private mutating func takeOutside(_ byte: UInt8) throws(AssayError) -> Bool {
        switch byte {
        case UInt8(ascii: ","):
            ends.append(bytes.count)
            state = .fieldStart
        case UInt8(ascii: "\n"):
            ends.append(bytes.count)
            return true
        case UInt8(ascii: "\r"):
            ends.append(bytes.count)
            state = .returnSeen
        case UInt8(ascii: "\""): try takeQuote()
        default:
            guard state != .quoteSeen else { throw error("text after the closing quote of field \(ends.count + 1)") }
            guard byte != 0 else { throw error("a NUL byte; the file is not text") }
            bytes.append(byte)
            state = .plain
        }
        return false
    }

    private mutating func takeQuote() throws(AssayError) {
        switch state {
        case .fieldStart:
            wasQuoted = true
            state = .quoted
        case .quoteSeen:
            bytes.append(UInt8(ascii: "\""))
            state = .quoted
        default:
            throw error("a quote inside field \(ends.count + 1); put the field in quotes and double the quote")
        }
    }
}
