internal import AssayCore

extension AnswerTable {
    /// Takes the right answers from a CSV file of `item` and `truth` (or `gold`); it may cover fewer items.
    mutating func readTruth(_ path: String) throws(AssayError) {
        var reader = CSVReader(try ByteStream(path))
        let columns = try Self.truthColumns(&reader)
        var numbers = Dictionary(uniqueKeysWithValues: items.enumerated().map { ($1, $0) })
        var labels = Dictionary(uniqueKeysWithValues: answers.enumerated().map { ($1, Int32($0)) })
        var lines: [Int: Int] = [:]
        while try reader.next() {
            guard reader.count == columns.width else {
                throw reader.error("\(reader.count) fields where the header has \(columns.width)")
            }
            guard let item = numbers[try reader.text(columns.item)] else {
                throw reader.error("the item has no answers in the table")
            }
            if let line = lines[item] { throw reader.error("the item of line \(line) is there again") }
            lines[item] = reader.line
            let truth = try reader.text(columns.truth)
            guard !truth.isEmpty else {
                throw reader.error("the truth is empty; leave the row out where it is unknown")
            }
            golds[item] = labels[truth] ?? Int32(answers.count)
            if labels[truth] == nil {
                labels[truth] = Int32(answers.count)
                answers.append(truth)
            }
        }
        numbers = [:]
        guard !lines.isEmpty else { throw reader.error("there is a header but no truth") }
    }

    private static func truthColumns(
        _ reader: inout CSVReader
    ) throws(AssayError) -> (item: Int, truth: Int, width: Int) {
        let header = try reader.header()
        guard header.count == 2, let item = header.firstIndex(of: "item"),
            let truth = header.firstIndex(where: { $0 == "truth" || $0 == "gold" })
        else { throw reader.error("the header of a file of truth is item,truth") }
        return (item, truth, header.count)
    }
}
