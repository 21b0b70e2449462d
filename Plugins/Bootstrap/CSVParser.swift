import AssayPluginKit

/// Splits CSV text into rows.
struct CSVParser {
    private let text: [UInt8]
    private var place = 0
    private var line = 1

    init(text: [UInt8]) { self.text = text }

    /// The next row that is not blank; `nil` at the end.
    mutating func next() throws -> CSVRow? {
        skipBlankLines()
        guard place < text.count else { return nil }
        var row = CSVRow(line: line)
        while true {
            row.cells.append(try cell())
            guard place < text.count else { return row }
            let isEndOfLine = text[place] == UInt8(ascii: "\n")
            place += 1
            guard isEndOfLine else { continue }
            line += 1
            return row
        }
    }

    private mutating func skipBlankLines() {
        while place < text.count {
            let isReturn =
                text[place] == UInt8(ascii: "\r") && place + 1 < text.count && text[place + 1] == UInt8(ascii: "\n")
            guard isReturn || text[place] == UInt8(ascii: "\n") else { return }
            place += isReturn ? 2 : 1
            line += 1
        }
    }

    /// A cell up to the comma, line end or file end that follows it.
    private mutating func cell() throws -> String {
        guard place < text.count, text[place] == UInt8(ascii: "\"") else { return plainCell() }
        let cell = try quotedCell()
        if place + 1 < text.count, text[place] == UInt8(ascii: "\r"), text[place + 1] == UInt8(ascii: "\n") {
            place += 1
        }
        guard place == text.count || text[place] == UInt8(ascii: ",") || text[place] == UInt8(ascii: "\n") else {
            throw PluginError("bad_csv", "line \(line) has text behind a quoted cell")
        }
        return cell
    }

    private mutating func plainCell() -> String {
        let start = place
        while place < text.count, text[place] != UInt8(ascii: ","), text[place] != UInt8(ascii: "\n") { place += 1 }
        let endsLine = place == text.count || text[place] == UInt8(ascii: "\n")
        let end = endsLine && place > start && text[place - 1] == UInt8(ascii: "\r") ? place - 1 : place
        return String(decoding: text[start..<end], as: UTF8.self)
    }

    private mutating func quotedCell() throws -> String {
        let first = line
        var cell: [UInt8] = []
        place += 1
        while place < text.count {
            let byte = text[place]
            place += 1
            if byte == UInt8(ascii: "\"") {
                guard place < text.count, text[place] == byte else { return String(decoding: cell, as: UTF8.self) }
                place += 1
            }
            if byte == UInt8(ascii: "\n") { line += 1 }
            cell.append(byte)
        }
        throw PluginError("bad_csv", "a quoted cell that starts on line \(first) has no end")
    }
}
