/// Writes rows of numbers as the replicates they stand for, with the text between the numbers put together once.
struct RowWriter {
    private let table: ReplicateTable
    /// The numbers in the order of the keys in canonical JSON, and the text before each.
    private let columns: [(text: [UInt8], values: [Double])]
    private let hasTimes: Bool
    private let beforeID: [UInt8]
    private let beforeSeed: [UInt8]

    /// Prepares the rows of a table, without times where only the digest is wanted.
    init(_ table: ReplicateTable, digestOnly: Bool) {
        self.table = table
        hasTimes = !digestOnly
        let keys = table.columns.row(0).entriesByUTF16.map(\.key)
        columns = keys.enumerated().compactMap { place, key in
            let opening = place == 0 ? "{\"data\":{" : ","
            let values = table.columns.first { $0.key == key }?.values
            return values.map { (Array((opening + Value.string(key).canonicalJSON + ":").utf8), $0) }
        }
        beforeID = Array(",\"error\":null,\"id\":\"r".utf8)
        var writer = JSONWriter(isPretty: false)
        writer.write(ascii: "\",\"model\":")
        writer.write(.orNull(table[0].model))
        table[0].quality.write(to: &writer, isValid: true)
        writer.write(ascii: ",\"seed\":")
        beforeSeed = writer.bytes
    }

    /// Writes the row at a place.
    func write(_ place: Int, to writer: inout JSONWriter) {
        for column in columns {
            writer.write(piece: column.text)
            writer.write(.number(column.values[place]))
        }
        writer.write(ascii: hasTimes ? "},\"elapsed_ms\":" : "}")
        if hasTimes { writer.write(.integer(table.elapsed(at: place).wholeMilliseconds)) }
        writer.write(piece: beforeID)
        writer.write(Value(table.start + place + 1))
        writer.write(piece: beforeSeed)
        writer.write(seed: table.seeds[place])
        writer.write(ascii: ",\"usage\":null}")
    }
}
