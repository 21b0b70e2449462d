internal import AssayCore

extension AnswerTable {
    /// Reads a line per item with its `answers`, and `correct` flags or a `gold` answer where they are known.
    static func jsonLines(
        _ first: Value,
        _ reader: inout JSONLinesReader,
        ignoringSpaces: Bool
    ) throws(AssayError) -> AnswerTable {
        var table = AnswerTable(form: .jsonLines)
        var (numbers, lines): ([String: Int32], ItemLines) = ([:], ItemLines())
        var document: Value? = first
        let hasFlags = first["correct"] != nil
        while let current = document {
            let item = try JSONItem(current, "answers", reader)
            try lines.add(item.name, reader)
            table.items.append(item.name)
            for answer in item.elements {
                table.votes.append(try table.number(answer, &numbers, ignoringSpaces, reader))
            }
            table.starts.append(table.votes.count)
            let gold = try item.gold.map { value throws(AssayError) in
                try table.number(value, &numbers, ignoringSpaces, reader)
            }
            table.golds.append(gold ?? -1)
            guard hasFlags == (current["correct"] != nil) else {
                throw reader.error("correct is on some lines only; it belongs on all or on none")
            }
            if hasFlags { table.correct += try flags(current, count: item.elements.count, reader) }
            document = try reader.next()
        }
        return table
    }

    /// The number of an answer; −1 for null, which is missing.
    private mutating func number(
        _ value: Value,
        _ numbers: inout [String: Int32],
        _ ignoringSpaces: Bool,
        _ reader: borrowing JSONLinesReader
    ) throws(AssayError) -> Int32 {
        if value == .null { return -1 }
        var text = JSONItem.text(value) ?? value.canonicalJSON
        if ignoringSpaces { text.unicodeScalars.removeAll { $0.properties.isWhitespace } }
        if let number = numbers[text] { return number }
        let number = Int32(truncatingIfNeeded: answers.count)
        numbers[text] = number
        answers.append(text)
        return number
    }

    private static func flags(
        _ document: Value,
        count: Int,
        _ reader: borrowing JSONLinesReader
    ) throws(AssayError) -> [Bool] {
        guard let values = document["correct"]?.array, values.count == count else {
            throw reader.error("correct must have one flag per answer")
        }
        var flags: [Bool] = []
        for value in values {
            guard let flag = value.bool ?? value.int64.flatMap({ $0 == 0 ? false : $0 == 1 ? true : nil }) else {
                throw reader.error("a flag in correct is true or false, 1 or 0")
            }
            flags.append(flag)
        }
        return flags
    }
}
