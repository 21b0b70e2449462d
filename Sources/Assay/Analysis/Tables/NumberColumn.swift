internal import AssayCore

/// Numbers that exist already, one per row.
public struct NumberColumn: Sendable {
    /// The name of the column.
    public let name: String

    /// The numbers, in the order of the file.
    public private(set) var values: [Double] = []

    /// Reads the rows below a header of one column.
    init(_ name: String, _ reader: inout CSVReader) throws(AssayError) {
        self.name = name
        while try reader.next() {
            guard reader.count == 1 else { throw reader.error("\(reader.count) fields where the header has 1") }
            guard let value = Double(try reader.text(0)), value.isFinite else {
                throw reader.error("a finite decimal number is needed")
            }
            values.append(value)
        }
        guard !values.isEmpty else { throw reader.error("there is a header but no number") }
    }
}
