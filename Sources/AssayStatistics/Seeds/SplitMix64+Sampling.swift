extension SplitMix64 {
    /// A whole number below `bound`, each equally likely.
    ///
    /// The high half of a 64 × 64 bit product, redrawn where it would favour some numbers; the same on every platform
    /// and with every compiler. Source: Lemire, ACM TOMACS 29 (2019), 3.
    ///
    /// - Precondition: `bound` is positive.
    mutating func index(below bound: Int) -> Int {
        precondition(bound > 0, "the bound of a random index is positive")
        let range = UInt64(bound)
        let rejected = (0 &- range) % range
        while true {
            let product = next().multipliedFullWidth(by: range)
            if product.low >= rejected { return Int(product.high) }
        }
    }

    /// A number in 0…1, 1 excluded, on a grid of 2⁻⁵³.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Puts a random order on the elements, each equally likely.
    mutating func shuffle<T>(_ elements: inout [T]) {
        for last in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(last, index(below: last + 1))
        }
    }
}
