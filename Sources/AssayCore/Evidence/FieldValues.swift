/// The values of one field, one per replicate; as plain numbers where all are, which most work is done on.
struct FieldValues: RandomAccessCollection, Sendable {
    /// Every value, where all are finite numbers that may have fractions.
    let numbers: [Double]?
    private let list: [Value?]

    /// Takes values as they are; `nil` where a replicate has none.
    init(_ values: [Value?]) {
        numbers = Self.numbers(values)
        list = numbers == nil ? values : []
    }

    /// Takes finite numbers.
    init(numbers: [Double]) {
        self.numbers = numbers
        list = []
    }

    var startIndex: Int { 0 }

    var endIndex: Int { numbers?.count ?? list.count }

    subscript(place: Int) -> Value? {
        if let numbers { return .number(numbers[place]) }
        return list[place]
    }

    /// The values at some places, in ascending order and each at most once.
    func picking(_ places: [Int]) -> FieldValues {
        if places.count == count { return self }
        if let numbers { return FieldValues(numbers: places.map { numbers[$0] }) }
        return FieldValues(places.map { list[$0] })
    }

    private static func numbers(_ values: [Value?]) -> [Double]? {
        guard case .number? = values.first ?? nil else { return nil }
        var numbers: [Double] = []
        numbers.reserveCapacity(values.count)
        for value in values {
            guard case .number(let number)? = value, number.isFinite else { return nil }
            numbers.append(number)
        }
        return numbers
    }
}
