internal import AssayCore

/// Texts that exist already: for every item its texts in order, and the answers taken from them if there are.
public struct TextTable: Sendable {
    /// The names of the items, in the order of the file.
    public private(set) var items: [String] = []

    /// The texts of each item; nil is missing.
    private(set) var texts: [[String?]] = []

    /// The answers taken from the texts, item by item and draw by draw.
    private(set) var answers: AnswerTable?

    init(_ first: Value, _ reader: inout JSONLinesReader) throws(AssayError) {
        var lines = ItemLines()
        var document: Value? = first
        while let current = document {
            let item = try JSONItem(current, "texts", reader)
            try lines.add(item.name, reader)
            items.append(item.name)
            var own: [String?] = []
            for element in item.elements {
                guard element == .null || element.string != nil else {
                    throw reader.error("a text must be a string, or null where there is none")
                }
                own.append(element.string)
            }
            texts.append(own)
            document = try reader.next()
        }
    }

    /// Takes the answers of the same items, in any order; there may be more items.
    mutating func attach(_ table: AnswerTable, from path: String) throws(AssayError) {
        let places = Dictionary(uniqueKeysWithValues: table.items.enumerated().map { ($1, $0) })
        var sorted = AnswerTable(form: table.form)
        sorted.answers = table.answers
        for (place, item) in items.enumerated() {
            guard let other = places[item] else {
                throw AssayError(.invalidTable, "\(path): item \(place + 1) of the texts has no answers")
            }
            guard table.range(other).count == texts[place].count else {
                throw AssayError(.invalidTable, "\(path): item \(place + 1) of the texts has another number of answers")
            }
            sorted.items.append(item)
            sorted.votes += table.votes[table.range(other)]
            sorted.starts.append(sorted.votes.count)
            sorted.golds.append(table.golds[other])
        }
        answers = sorted
    }

    /// The table with the first texts of every item only.
    func prefix(_ count: Int) -> TextTable {
        var result = self
        result.texts = texts.map { Array($0.prefix(count)) }
        result.answers = answers?.prefix(count)
        return result
    }
}
