#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Moments {
    /// Adds all values of another stream, as if they had been appended.
    ///
    /// Constant time; equal to appending up to the last digits, so that the partition of a stream over workers does not
    /// show. With half the distance δ of the origins, Σ(d + δ) = Σd + n·δ and Σ(d + δ)² = Σd² + 2δ·Σd + n·δ², in
    /// double-double arithmetic.
    public mutating func merge(_ other: Moments) {
        guard other.count > 0 else { return }
        guard count > 0 else {
            self = other
            return
        }
        let gap = DoubleDouble(sum: other.origin, -origin)
        let wanted = gap.high == 0 ? nil : min(max(Int(gap.high.exponent), -900), 900)
        guard let common = [exponent, other.exponent, wanted].compactMap({ $0 }).max() else {
            count += other.count
            return
        }
        let mine = scaledSums(to: common)
        let theirs = other.scaledSums(to: common)
        let offset = gap.scaled(by: scalbn(1, -common))
        let size = DoubleDouble(Double(other.count))
        deviations = mine.deviations + theirs.deviations + offset * size
        let cross = offset * theirs.deviations
        squares = mine.squares + theirs.squares + (cross + cross) + offset * offset * size
        exponent = common
        count += other.count
    }

    private func scaledSums(to common: Int) -> (deviations: DoubleDouble, squares: DoubleDouble) {
        let factor = scalbn(1, (exponent ?? common) - common)
        return (deviations.scaled(by: factor), squares.scaled(by: factor).scaled(by: factor))
    }
}
