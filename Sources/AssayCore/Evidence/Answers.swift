/// The answers of the replicates of a run, in seed order; `nil` where there is none that counts.
///
/// Where all are rows of numbers, as batches give them, the numbers stand in columns.
struct Answers: RandomAccessCollection, Sendable {
    /// The numbers under each key, sorted by key, where every answer is an object of finite numbers under these keys.
    let columns: [NumberColumn]?
    /// How many count.
    let valid: Int
    private let list: [Value?]

    init(_ list: [Value?]) {
        columns = nil
        self.list = list
        valid = list.count { $0 != nil }
    }

    /// Takes at least one column.
    init(_ columns: [NumberColumn]) {
        self.columns = columns
        list = []
        valid = columns[0].values.count
    }

    var startIndex: Int { 0 }

    var endIndex: Int { columns == nil ? list.count : valid }

    subscript(place: Int) -> Value? {
        guard let columns else { return list[place] }
        return .object(columns.row(place))
    }

    /// The places of the answers that count.
    var validPlaces: [Int] { valid == count ? Array(indices) : indices.filter { list[$0] != nil } }
}

/// What one key holds in many answers.
struct NumberColumn: Sendable, Hashable {
    let key: String
    /// Finite numbers, one per answer.
    var values: [Double]
}

extension [NumberColumn] {
    /// The answer at a place.
    func row(_ place: Int) -> Object {
        var row = Object()
        for column in self { row[column.key] = .number(column.values[place]) }
        return row
    }
}
