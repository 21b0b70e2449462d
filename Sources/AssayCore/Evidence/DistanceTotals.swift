/// What one pass over the distances of classes says about the answers in them.
struct DistanceTotals: Sendable {
    /// The class nearest to all answers, the first of several.
    let nearest: Int?
    /// The mean over all pairs of answers that have a distance.
    let mean: Double?
    let maximum: Double?
    /// How many pairs have a distance.
    let pairs: Int

    /// Adds up distances row by row.
    ///
    /// - Parameters:
    ///   - sizes: How many answers each class has.
    ///   - later: The distances of a class from those after it; not a number where undefined.
    init(sizes: [Int], later: (Int) -> [Double]) {
        // Answers of one class are at 0.
        var own = sizes.map { (distance: 0.0, pairs: $0 - 1) }
        var all = (distance: 0.0, pairs: sizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 })
        var largest = all.pairs > 0 ? 0 : -1.0
        for row in sizes.indices {
            for (place, distance) in later(row).enumerated() where !distance.isNaN {
                let other = row + 1 + place
                own[row].distance += distance * Double(sizes[other])
                own[row].pairs += sizes[other]
                own[other].distance += distance * Double(sizes[row])
                own[other].pairs += sizes[row]
                all.distance += distance * Double(sizes[row] * sizes[other])
                all.pairs += sizes[row] * sizes[other]
                largest = max(largest, distance)
            }
        }
        let means = own.map { $0.pairs > 0 ? $0.distance / Double($0.pairs) : .infinity }
        nearest = means.indices.min { means[$0] < means[$1] }
        mean = all.pairs > 0 ? all.distance / Double(all.pairs) : nil
        maximum = largest >= 0 ? largest : nil
        pairs = all.pairs
    }
}
