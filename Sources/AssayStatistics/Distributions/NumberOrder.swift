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
        for shift in stride(from: 0, to: UInt64.bitWidth, by: digitBits) where deal(keys, into: &dealt, shift) {
            swap(&keys, &dealt)
        }
        return keys.map(value)
    }

    /// - Returns: whether there was anything to deal out.
    private static func deal(_ keys: [UInt64], into dealt: inout [UInt64], _ shift: Int) -> Bool {
        var starts = [Int](repeating: 0, count: digits)
        for key in keys { starts[digit(key, shift)] += 1 }
        guard starts[digit(keys[0], shift)] < keys.count else { return false }
        var start = 0
        for digit in starts.indices {
            (starts[digit], start) = (start, start + starts[digit])
        }
        for key in keys {
            let digit = digit(key, shift)
            dealt[starts[digit]] = key
            starts[digit] += 1
        }
        return true
    }

    private static func digit(_ key: UInt64, _ shift: Int) -> Int {
        Int(truncatingIfNeeded: key &>> shift) & (digits - 1)
    }

    private static func key(_ value: Double) -> UInt64 {
        let bits = value.bitPattern
        return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
    }

    private static func value(_ key: UInt64) -> Double {
        Double(bitPattern: key >> 63 == 0 ? ~key : key & ~(1 << 63))
    }
}
