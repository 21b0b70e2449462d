import Assay

/// Rows whose columns stand below each other.
struct ColumnTable {
    private let rows: [[String]]
    /// The columns that are aligned to the right.
    private let numeric: Set<Int>

    init(_ rows: [[String]], numeric: Set<Int> = []) {
        self.rows = rows.map { $0.map(Terminal.clean) }
        self.numeric = numeric
    }

    /// The rows, each ended by a line break.
    var text: String {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell -> String in
                let gap = String(repeating: " ", count: widths[column] - cell.count)
                if numeric.contains(column) { return gap + cell }
                return column == row.count - 1 ? cell : cell + gap
            }
            return cells.joined(separator: "  ") + "\n"
        }.joined()
    }
}
