public import AssayCore

extension AnswerTable {
    /// Reads answers from a CSV file whose header says which form it has; blocks.
    ///
    /// - `item,gold,a0,a1,…`: a row per item, a column per draw; `gold` may be left out.
    /// - `item,worker,label`: a row per label.
    ///
    /// The CSV is strict, see RFC 4180; items, columns and rows that do not fit are refused with file and line.
    ///
    /// - Parameters:
    ///   - path: The file; `-` is stdin.
    ///   - truth: A CSV file `item,truth` with the right answers.
    ///   - group: The name of one more column, by which items are grouped.
    /// - Returns: the table.
    /// - Throws: ``AssayError/Code/invalidTable`` or ``AssayError/Code/fileError``.
    public static func readCSV(
        _ path: String,
        truth: String? = nil,
        groupedBy group: String? = nil
    ) throws(AssayError) -> AnswerTable {
        var reader = CSVReader(try ByteStream(path))
        let header = try reader.header()
        return try readCSV(&reader, header, truth: truth, groupedBy: group)
    }

    static func readCSV(
        _ reader: inout CSVReader,
        _ header: [String],
        truth: String?,
        groupedBy group: String?
    ) throws(AssayError) -> AnswerTable {
        if let group, !header.contains(group) { throw reader.error("the header has no column to group by") }
        var table =
            try isLong(header, reader)
            ? try long(&reader, header, by: group) : try wide(&reader, header, by: group)
        if let truth {
            guard table.form == .long || !table.hasTruth else {
                throw AssayError(.invalidArgument, "the truth is given twice: in the column gold and in a file")
            }
            try table.readTruth(truth)
        }
        return table
    }

    /// Decides by the names of the columns, or by those they resemble.
    private static func isLong(_ header: [String], _ reader: borrowing CSVReader) throws(AssayError) -> Bool {
        if header.contains("worker") || header.contains("label") { return true }
        if header.contains("a0") || header.contains("gold") { return false }
        if header == ["item", "truth"] {
            throw reader.error("this is a file of truth; give it with --truth and the answers as FILE")
        }
        for name in header {
            let near = ColumnNames.nearest(to: name, among: ["worker", "label", "gold", "a0"])
            if let near { return near == "worker" || near == "label" }
        }
        throw reader.error("the header is neither item,gold,a0,a1,… nor item,worker,label")
    }
}
