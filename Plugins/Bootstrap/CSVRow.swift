/// One row of a CSV file and the line it starts on.
struct CSVRow {
    var line: Int
    var cells: [String] = []
}
