import AssayCore

/// Random answers with few distinct values, so that classes, ties and gaps all occur.
enum RandomAnswers {
    /// Records with two keys, a measurement, a list and sometimes an absent field; one in ten failed.
    static func records(count: Int, using generator: inout SeededGenerator) -> [Value?] {
        (0..<count).map { _ in
            if Int.random(in: 0..<10, using: &generator) == 0 { return Answers.failed }
            var record: Object = [
                "key": .string(["a", "b", "c"][Int.random(in: 0..<3, using: &generator)]),
                "flag": .bool(Bool.random(using: &generator)),
                "level": .number(Double(Int.random(in: 1...400, using: &generator)) / 16 + 0.03125),
                "list": .array((0..<2).map { _ in Value(Int.random(in: 0..<2, using: &generator)) }),
            ]
            if Bool.random(using: &generator) { record["extra"] = Value(Int.random(in: 0..<2, using: &generator)) }
            return .object(record)
        }
    }

    /// Votes for up to four labels, one in eight failed.
    static func votes(count: Int, using generator: inout SeededGenerator) -> [Value?] {
        (0..<count).map { _ in
            let draw = Int.random(in: 0..<8, using: &generator)
            return draw == 7 ? Answers.failed : .string(["a", "a", "a", "b", "b", "c", "d"][draw])
        }
    }
}
