/// Sorts finite numbers in linear time.
enum NumberOrder {
    /// Below this many numbers, sorting by comparison is faster.
    private static let fewest = 1024
    private static let digitBits = 11
    private static let digits = 1 << digitBits

    /// The numbers from smallest to largest.
    ///
    /// Numbers in the order of their bits taken as integers, once negative ones are turned around, are in the order of their
    /// size; so they are dealt out by one digit of 11 bits after the other, the last first. A digit all have in common, as
    /// numbers of one magnitude do, is left out.
    static func sorted(_ values: [Double]) -> [Double] {
        guard values.count >= fewest else { return values.sorted() }
        var keys = values.map(key)
        var dealt = keys
        var starts = starts(keys)
        for place in 0..<places where deal(keys, into: &dealt, place, &starts) { swap(&keys, &dealt) }
        return keys.map(value)
    }

    private static let places = (UInt64.bitWidth + digitBits - 1) / digitBits

    /// Where the keys with each value of each digit begin, which dealing them out does not change; keys are read once.
    private static func starts(_ keys: [UInt64]) -> [Int] {
        var starts = [Int](repeating: 0, count: places * digits)
        for key in keys { for place in 0..<places { starts[digit(key, place)] += 1 } }
        for place in 0..<places {
            var start = 0
            for digit in place * digits..<(place + 1) * digits {
                (starts[digit], start) = (start, start + starts[digit])
            }
        }
        return starts
    }

    /// - Returns: whether there was anything to deal out.
    private static func deal(_ keys: [UInt64], into dealt: inout [UInt64], _ place: Int, _ starts: inout [Int]) -> Bool
    {
        // The digit all have in common begins at 0, and what follows it at the end.
        let common = digit(keys[0], place)
        let next = common + 1 < (place + 1) * digits ? starts[common + 1] : keys.count
        guard starts[common] > 0 || next < keys.count else { return false }
        for key in keys {
            let digit = digit(key, place)
            dealt[starts[digit]] = key
            starts[digit] += 1
        }
        return true
    }

    /// The place of a digit's value among those of all digits.
    private static func digit(_ key: UInt64, _ place: Int) -> Int {
        place * digits + Int(truncatingIfNeeded: key &>> (place * digitBits)) & (digits - 1)
    }

    private static func key(_ value: Double) -> UInt64 {
        let bits = value.bitPattern
        return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
    }

    private static func value(_ key: UInt64) -> Double {
        Double(bitPattern: key >> 63 == 0 ? ~key : key & ~(1 << 63))
    }
}
