extension Value {
    /// Whether this number is a multiple of another one, both taken as the decimals they print as.
    ///
    /// With `a·10^x` and `b·10^y`, `b` not 0: the quotient is whole when `b` divides `a·10^(x-y)`, or, for `x < y`, when
    /// `b·10^(y-x)` divides `a`. So 0.0075 is a multiple of 0.0001, which no remainder of doubles would say.
    func isMultiple(of other: Value) -> Bool {
        guard let left = decimal, let right = other.decimal, right.significand > 0 else { return false }
        guard left.significand > 0 else { return true }
        let shift = left.exponent - right.exponent
        if shift >= 0 {
            return Self.remainder(left.significand, timesTenTo: shift, by: right.significand) == 0
        }
        var divisor = right.significand
        for _ in 0..<min(-shift, 40) {
            let (product, overflow) = divisor.multipliedReportingOverflow(by: 10)
            guard !overflow else { return false }
            divisor = product
        }
        return left.significand.isMultiple(of: divisor)
    }

    private var decimal: (significand: UInt64, exponent: Int)? {
        switch self {
        case .integer(let value): return (value.magnitude, 0)
        case .unsigned(let value): return (value, 0)
        case .number(let value):
            let number = JSONNumber(magnitudeOf: value)
            return (number.significand, number.exponent)
        default: return nil
        }
    }

    /// `value · 10^power mod divisor`, by repeated squaring.
    private static func remainder(_ value: UInt64, timesTenTo power: Int, by divisor: UInt64) -> UInt64 {
        func multiply(_ left: UInt64, _ right: UInt64) -> UInt64 {
            divisor.dividingFullWidth(left.multipliedFullWidth(by: right)).remainder
        }
        var result = value % divisor
        var factor = 10 % divisor
        var power = power
        while power > 0 {
            if power & 1 == 1 { result = multiply(result, factor) }
            factor = multiply(factor, factor)
            power >>= 1
        }
        return result
    }
}
