internal import AssayCore

/// Records that exist already: for every item its records in order, field by field.
public struct RecordTable: Sendable {
    /// The names of the items, in the order of the file.
    public private(set) var items: [String] = []

    /// The names of the fields that hold strings, numbers and booleans, sorted.
    public private(set) var fields: [String] = []

    /// The names of the fields left out because they hold arrays or objects.
    public private(set) var structuredFields: [String] = []

    /// The text of each field of each record of each item; nil where it is missing or null.
    private(set) var records: [[[String?]]] = []

    /// The right text of each field of each item; nil where it is unknown.
    private(set) var golds: [[String?]] = []

    init(_ first: Value, _ reader: inout JSONLinesReader) throws(AssayError) {
        var lines = ItemLines()
        var raw: [(gold: Object, records: [Object])] = []
        var document: Value? = first
        while let current = document {
            let item = try JSONItem(current, "records", reader)
            try lines.add(item.name, reader)
            items.append(item.name)
            raw.append((try Self.object(item.gold ?? .object([:]), reader), try Self.objects(item.elements, reader)))
            document = try reader.next()
        }
        let (scalar, structured) = Self.kinds(raw)
        fields = scalar.subtracting(structured).sorted()
        structuredFields = structured.sorted()
        guard !fields.isEmpty else { throw reader.error("no record has a field with a string, number or boolean") }
        golds = raw.map { item in fields.map { item.gold[$0].flatMap(JSONItem.text) } }
        records = raw.map { item in item.records.map { record in fields.map { record[$0].flatMap(JSONItem.text) } } }
    }

    private static func object(_ value: Value, _ reader: borrowing JSONLinesReader) throws(AssayError) -> Object {
        guard let object = value.object else { throw reader.error("gold and every record must be an object") }
        return object
    }

    private static func objects(
        _ values: [Value],
        _ reader: borrowing JSONLinesReader
    ) throws(AssayError) -> [Object] {
        var objects: [Object] = []
        for value in values { objects.append(value == .null ? [:] : try object(value, reader)) }
        return objects
    }

    private static func kinds(
        _ raw: [(gold: Object, records: [Object])]
    ) -> (scalar: Set<String>, structured: Set<String>) {
        var (scalar, structured): (Set<String>, Set<String>) = ([], [])
        for object in raw.flatMap({ [$0.gold] + $0.records }) {
            for (key, value) in zip(object.keys, object.values) {
                switch value {
                case .array, .object: structured.insert(key)
                case .null: continue
                default: scalar.insert(key)
                }
            }
        }
        return (scalar, structured)
    }

    /// Every field of every item as an item of its own, to be judged like any answers.
    var units: AnswerTable {
        var table = AnswerTable(form: .jsonLines)
        var numbers: [String: Int32] = [:]
        func number(_ text: String?) -> Int32 {
            guard let text else { return -1 }
            if let number = numbers[text] { return number }
            numbers[text] = Int32(truncatingIfNeeded: table.answers.count)
            table.answers.append(text)
            return Int32(truncatingIfNeeded: table.answers.count - 1)
        }
        for (item, name) in items.enumerated() {
            for (field, fieldName) in fields.enumerated() {
                table.items.append("\(name).\(fieldName)")
                table.votes += records[item].map { number($0[field]) }
                table.starts.append(table.votes.count)
                table.golds.append(number(golds[item][field]))
            }
        }
        return table
    }

    /// The table with the first records of every item only.
    func prefix(_ count: Int) -> RecordTable {
        var result = self
        result.records = records.map { Array($0.prefix(count)) }
        return result
    }
}
