internal import AssayCore

extension AnswerTable {
    /// Reads a CSV file with a row per item: `item`, `gold` if known, `a0`, `a1`, … in draw order.
    ///
    /// Empty answers are draws that cast no vote; an empty gold is unknown.
    static func wide(
        _ reader: inout CSVReader,
        _ header: [String],
        by group: String?
    ) throws(AssayError) -> AnswerTable {
        let layout = try WideLayout(header, by: group, in: reader)
        var table = AnswerTable(form: .wide)
        var names = Names()
        while try reader.next() {
            guard reader.count == header.count else {
                throw reader.error("\(reader.count) fields where the header has \(header.count)")
            }
            try names.addItem(layout.item, reader)
            table.golds.append(
                try layout.gold.map { index throws(AssayError) in try names.answer(index, reader) } ?? -1
            )
            for column in layout.answers { table.votes.append(try names.answer(column, reader)) }
            table.starts.append(table.votes.count)
            if let column = layout.group { table.groups.append(try names.groups.number(of: column, reader)) }
        }
        guard names.items.count > 0 else { throw reader.error("there is a header but no item") }
        names.finish(&table)
        return table
    }
}

/// Which column of a wide table is what.
private struct WideLayout {
    var item = -1
    var gold: Int?
    var group: Int?
    var answers: [Int] = []

    init(_ header: [String], by groupName: String?, in reader: borrowing CSVReader) throws(AssayError) {
        for (column, name) in header.enumerated() {
            switch name {
            case "item" where item < 0: item = column
            case "gold" where gold == nil: gold = column
            case "a\(answers.count)": answers.append(column)
            case _ where name == groupName && group == nil: group = column
            default: throw Self.unexpected(column, name, wanted: answers.count, reader)
            }
        }
        guard item >= 0 else { throw reader.error("the header has no column item") }
        guard !answers.isEmpty else {
            throw reader.error("the header has no column a0: answers are a0, a1, … in draw order")
        }
    }

    private static func unexpected(
        _ column: Int,
        _ name: String,
        wanted: Int,
        _ reader: borrowing CSVReader
    ) -> AssayError {
        let near = ColumnNames.nearest(to: name, among: ["item", "gold", "a\(wanted)"])
        let advice = near.map { "did you mean \($0)?" } ?? "to group by it, name it with --by"
        return reader.error(
            "column \(column + 1) is none of item, gold and a\(wanted), which would be next, each once; \(advice)"
        )
    }
}

/// The names in a table while it is read.
struct Names {
    var items = ByteInterner()
    var answers = ByteInterner()
    var groups = ByteInterner()

    /// The line of each item.
    private var lines: [Int] = []

    /// Adds the item of a row that must be the first of its name.
    mutating func addItem(_ column: Int, _ reader: borrowing CSVReader) throws(AssayError) {
        guard !reader.isEmpty(column) else { throw reader.error("the item has no name") }
        let known = items.count
        let number = Int(try items.number(of: column, reader))
        guard number == known else { throw reader.error("the item of line \(lines[number]) is there again") }
        lines.append(reader.line)
    }

    /// The number of an answer; −1 when the field is empty.
    mutating func answer(_ column: Int, _ reader: borrowing CSVReader) throws(AssayError) -> Int32 {
        if reader.isEmpty(column) { return -1 }
        return try answers.number(of: column, reader)
    }

    /// Writes all names as text.
    func finish(_ table: inout AnswerTable) {
        table.items = items.texts
        table.answers = answers.texts
        table.groupNames = groups.texts
    }
}

extension ByteInterner {
    /// The number of a field's text; a failure names the line.
    mutating func number(of column: Int, _ reader: borrowing CSVReader) throws(AssayError) -> Int32 {
        let known = count
        let place = reader.withField(column) { number($0) }
        if Int(place) == known { _ = try reader.text(column) }
        return place
    }
}
