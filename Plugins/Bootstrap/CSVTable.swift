import AssayPluginKit

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The cells of a CSV file with a header row, commas, and quotes as in RFC 4180; blank lines are left out.
struct CSVTable {
    let header: [String]
    private let rows: [CSVRow]

    static let sizeLimit = 16 << 20

    init(path: String) throws {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
            throw PluginError("file_error", "the file named by csv cannot be read")
        }
        guard data.count <= Self.sizeLimit else {
            throw PluginError("file_error", "the file named by csv is over \(Self.sizeLimit >> 20) MiB")
        }
        var parser = CSVParser(text: Array(data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data))
        guard let header = try parser.next() else {
            throw PluginError("bad_csv", "the file is empty; it needs a header row and data")
        }
        var rows: [CSVRow] = []
        while let row = try parser.next() {
            guard row.cells.count == header.cells.count else {
                throw PluginError(
                    "bad_csv",
                    "line \(row.line) has \(row.cells.count) cells and the header row has \(header.cells.count); "
                        + "every row needs as many"
                )
            }
            rows.append(row)
        }
        self.header = header.cells
        self.rows = rows
    }

    /// The numbers of a column, at least `minimum` of them.
    func numbers(in column: String, atLeast minimum: Int) throws -> [Double] {
        guard let place = header.firstIndex(of: column) else {
            throw PluginError("unknown_column", "the file has no such column; the header row names its columns")
        }
        guard rows.count >= minimum else {
            throw PluginError("too_few_rows", "the file has \(rows.count) rows of data; at least \(minimum) are needed")
        }
        return try rows.enumerated().map { index, row in
            guard let number = Self.number(row.cells[place]) else {
                throw PluginError(
                    "not_numeric",
                    "row \(index + 1) (line \(row.line)), column \"\(column)\" holds no finite decimal number"
                )
            }
            return number
        }
    }

    private static func number(_ cell: String) -> Double? {
        let text = cell.drop { $0 == " " || $0 == "\t" }
        // Swift also reads "nan", "inf" and hexadecimal numbers, which are no measurements.
        guard text.utf8.allSatisfy({ "0123456789+-.eE ".utf8.contains($0) }) else { return nil }
        guard let number = Double(text.prefix { $0 != " " }), number.isFinite else { return nil }
        return text.drop { $0 != " " }.allSatisfy { $0 == " " } ? number : nil
    }
}
