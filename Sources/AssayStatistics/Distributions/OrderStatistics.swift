/// Positions in a sorted list that fall between two elements.
enum OrderStatistics {
    /// The value at a position counted from 0, on the straight line between its neighbours.
    ///
    /// Positions outside the list give its ends. Equal neighbours give exactly their value.
    static func interpolated(_ sorted: [Double], at position: Double) -> Double {
        let place = min(max(position, 0), Double(sorted.count - 1))
        let index = min(Int(place), sorted.count - 1)
        let share = place - Double(index)
        guard share > 0, index + 1 < sorted.count else { return sorted[index] }
        let (low, high) = (sorted[index], sorted[index + 1])
        let gap = high - low
        return gap.isFinite ? low + share * gap : low * (1 - share) + high * share
    }
}
