extension Value {
    /// How a number stands to another one, exactly, whichever cases hold them; `nil` unless both are numbers.
    package func compared(to other: Value) -> NumberOrder? {
        switch (whole, other.whole) {
        case (let left?, let right?): left < right ? .less : left > right ? .greater : .equal
        case (let left?, nil): other.double.map { Self.order(left, $0) }
        case (nil, let right?): double.map { Self.order(right, $0).reversed }
        case (nil, nil):
            if let left = double, let right = other.double {
                left < right ? .less : left > right ? .greater : .equal
            } else {
                nil
            }
        }
    }

    /// The integer cases as one type.
    private var whole: Int128? {
        switch self {
        case .integer(let value): Int128(value)
        case .unsigned(let value): Int128(value)
        default: nil
        }
    }

    private static func order(_ left: Int128, _ right: Double) -> NumberOrder {
        // Beyond 2^64 every double is further out than every integer here, and below it fits the wide integer.
        guard right.magnitude < 0x1p64 else { return right > 0 ? .less : .greater }
        let floor = right.rounded(.down)
        let whole = Int128(floor)
        if left != whole { return left < whole ? .less : .greater }
        return floor == right ? .equal : .less
    }
}

/// How one number stands to another.
package enum NumberOrder {
    case less
    case equal
    case greater

    var reversed: NumberOrder {
        switch self {
        case .less: .greater
        case .equal: .equal
        case .greater: .less
        }
    }
}
