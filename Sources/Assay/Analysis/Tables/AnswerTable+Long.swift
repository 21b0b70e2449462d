internal import AssayCore

extension AnswerTable {
    /// Reads a CSV file with a row per label: `item`, `worker` and `label`, in any order of the columns.
    ///
    /// The labels of an item are its draws, in the order of the file. Rows that are equal in all three are left out
    /// after the first one.
    static func long(
        _ reader: inout CSVReader,
        _ header: [String],
        by group: String?
    ) throws(AssayError) -> AnswerTable {
        let columns = try LongColumns(header, by: group, in: reader)
        var (names, workerNames) = (Names(), ByteInterner())
        var rows = LongRows()
        while try reader.next() {
            guard reader.count == header.count else {
                throw reader.error("\(reader.count) fields where the header has \(header.count)")
            }
            guard !reader.isEmpty(columns.item) else { throw reader.error("the item has no name") }
            let item = try names.items.number(of: columns.item, reader)
            rows.items.append(item)
            rows.workers.append(try workerNames.number(of: columns.worker, reader))
            rows.labels.append(try names.answer(columns.label, reader))
            if let column = columns.group {
                let group = try names.groups.number(of: column, reader)
                if Int(item) == rows.groups.count { rows.groups.append(group) }
                guard rows.groups[Int(item)] == group else {
                    throw reader.error("the item is in another group than on its first line")
                }
            }
        }
        guard !rows.items.isEmpty else { throw reader.error("there is a header but no label") }
        var table = AnswerTable(form: .long)
        rows.fill(&table, itemCount: names.items.count)
        names.finish(&table)
        table.workerNames = workerNames.texts
        return table
    }
}

/// Which column of a long table is what.
private struct LongColumns {
    var item = -1
    var worker = -1
    var label = -1
    var group: Int?

    init(_ header: [String], by groupName: String?, in reader: borrowing CSVReader) throws(AssayError) {
        for (column, name) in header.enumerated() {
            switch name {
            case "item" where item < 0: item = column
            case "worker" where worker < 0: worker = column
            case "label" where label < 0: label = column
            case _ where name == groupName && group == nil: group = column
            default: throw Self.unexpected(column, name, reader)
            }
        }
        guard item >= 0, worker >= 0, label >= 0 else {
            throw reader.error("the header of labels is item,worker,label; one of them is missing")
        }
    }

    private static func unexpected(_ column: Int, _ name: String, _ reader: borrowing CSVReader) -> AssayError {
        let near = ColumnNames.nearest(to: name, among: ["item", "worker", "label"])
        let advice = near.map { "did you mean \($0)?" } ?? "to group by it, name it with --by"
        return reader.error("column \(column + 1) is none of item, worker and label, each once; \(advice)")
    }
}

/// The rows of a long table in the order of the file.
private struct LongRows {
    var items: [Int32] = []
    var workers: [Int32] = []
    var labels: [Int32] = []
    /// The group of each item, by first row.
    var groups: [Int32] = []

    /// Sorts the rows by item, the order of the file within an item kept, and leaves out repeated ones.
    func fill(_ table: inout AnswerTable, itemCount: Int) {
        var next = [Int](repeating: 0, count: itemCount + 1)
        for item in items { next[Int(item) + 1] += 1 }
        for item in 0..<itemCount { next[item + 1] += next[item] }
        let bounds = next
        var order = [Int32](repeating: 0, count: items.count)
        for (row, item) in items.enumerated() {
            order[next[Int(item)]] = Int32(truncatingIfNeeded: row)
            next[Int(item)] += 1
        }
        table.votes.reserveCapacity(items.count)
        table.workers.reserveCapacity(items.count)
        for item in 0..<itemCount {
            append(order[bounds[item]..<bounds[item + 1]], &table)
            table.starts.append(table.votes.count)
        }
        table.golds = [Int32](repeating: -1, count: itemCount)
        table.groups = groups
    }

    private func append(_ rows: ArraySlice<Int32>, _ table: inout AnswerTable) {
        var seen: [Int32: [Int32]] = [:]
        for row in rows.lazy.map(Int.init) {
            let earlier = seen[workers[row], default: []]
            if earlier.contains(labels[row]) {
                table.identicalRowsDropped += 1
                continue
            }
            if !earlier.isEmpty { table.repeatedRatings += 1 }
            seen[workers[row], default: []].append(labels[row])
            table.votes.append(labels[row])
            table.workers.append(workers[row])
        }
    }
}
