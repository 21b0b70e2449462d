public import AssayCore

/// A file of answers, in whichever form it is written.
public enum AnswerFile: Sendable {
    /// Answers that are equal or not.
    case answers(AnswerTable)
    /// Records whose fields are compared one by one.
    case records(RecordTable)
    /// Texts that are more or less alike.
    case texts(TextTable)
    /// Numbers, one per row.
    case numbers(NumberColumn)

    /// Reads a file, whose beginning tells CSV from JSON Lines.
    ///
    /// Blocks while it reads.
    ///
    /// CSV is read as ``AnswerTable/readCSV(_:truth:groupedBy:)`` says; a single column holds numbers below any name. A
    /// line of JSON Lines is an object with `item` and one of `answers` (with `correct`, a flag per answer, if known),
    /// `records` or `texts`, and `gold` if known.
    ///
    /// - Parameters:
    ///   - path: The file; `-` is stdin.
    ///   - truth: A CSV file `item,truth` with the right answers.
    ///   - answers: For texts, a wide CSV file with the answers taken from them.
    ///   - group: The name of one more CSV column, by which items are grouped.
    ///   - ignoringSpaces: Whether answers that differ in white space only are equal; JSON Lines only.
    /// - Returns: what the file holds.
    /// - Throws: ``AssayError`` naming file and line.
    public static func read(
        _ path: String,
        truth: String? = nil,
        answers: String? = nil,
        groupedBy group: String? = nil,
        ignoringSpaces: Bool = false
    ) throws(AssayError) -> AnswerFile {
        var stream = try ByteStream(path)
        guard try stream.firstByte() == UInt8(ascii: "{") else {
            guard answers == nil else { throw AssayError(.invalidArgument, "answers are given for texts only") }
            return try readCSV(stream, truth: truth, groupedBy: group)
        }
        guard group == nil else { throw AssayError(.invalidArgument, "only CSV has columns to group by") }
        let file = try readJSONLines(stream, ignoringSpaces: ignoringSpaces)
        switch file {
        case .answers(var table):
            if let truth { try table.readTruth(truth) }
            return .answers(table)
        case .records where truth != nil:
            throw AssayError(.invalidArgument, "the truth of records stands beside them, as gold")
        case .texts(var table):
            if let answers { try table.attach(AnswerTable.readCSV(answers, truth: truth), from: answers) }
            return .texts(table)
        case .records, .numbers: return file
        }
    }

    private static func readCSV(
        _ stream: consuming ByteStream,
        truth: String?,
        groupedBy group: String?
    ) throws(AssayError) -> AnswerFile {
        var reader = CSVReader(stream)
        let header = try reader.header()
        guard header.count == 1, !["item", "worker", "label", "gold", "a0"].contains(header[0]) else {
            return .answers(try AnswerTable.readCSV(&reader, header, truth: truth, groupedBy: group))
        }
        guard truth == nil, group == nil else {
            throw AssayError(.invalidArgument, "a column of numbers has no truth and no groups")
        }
        return .numbers(try NumberColumn(header[0], &reader))
    }

    private static func readJSONLines(
        _ stream: consuming ByteStream,
        ignoringSpaces: Bool
    ) throws(AssayError) -> AnswerFile {
        var reader = JSONLinesReader(stream)
        guard let first = try reader.next() else { throw AssayError(.invalidTable, "\(reader.name) is empty") }
        let kinds = ["answers", "records", "texts"].filter { first[$0] != nil }
        guard kinds.count == 1 else {
            throw reader.error("a line has item and one of answers, records and texts")
        }
        switch kinds[0] {
        case "answers": return .answers(try AnswerTable.jsonLines(first, &reader, ignoringSpaces: ignoringSpaces))
        case "records": return .records(try RecordTable(first, &reader))
        default: return .texts(try TextTable(first, &reader))
        }
    }
}

/// What every line of JSON Lines has.
struct JSONItem {
    let name: String
    let gold: Value?
    /// The elements under the name of the kind.
    let elements: [Value]
    let document: Value

    init(_ document: Value, _ kind: String, _ reader: borrowing JSONLinesReader) throws(AssayError) {
        guard let item = document["item"], let name = Self.text(item) else {
            throw reader.error("an object needs item, a string or a number")
        }
        guard let elements = document[kind]?.array else {
            throw reader.error("an object needs \(kind), an array, as on the first line")
        }
        (self.name, self.elements, self.document) = (name, elements, document)
        gold = document["gold"].flatMap { $0 == .null ? Value?.none : $0 }
    }

    /// The text of a scalar: strings as they are, other values as JSON; nil for null, arrays and objects.
    static func text(_ value: Value) -> String? {
        switch value {
        case .string(let text): text
        case .null, .array, .object: nil
        case .bool, .integer, .unsigned, .number: value.canonicalJSON
        }
    }
}

/// Refuses an item that is there already.
struct ItemLines {
    private var lines: [String: Int] = [:]

    mutating func add(_ item: String, _ reader: borrowing JSONLinesReader) throws(AssayError) {
        if let line = lines[item] { throw reader.error("the item of line \(line) is there again") }
        lines[item] = reader.line
    }
}
