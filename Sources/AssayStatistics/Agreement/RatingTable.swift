/// The ratings of many units as counts per unit and category, ready for every coefficient and for resampling.
///
/// Built once in time linear in the ratings (times the categories in a unit, with weights); a coefficient of the table
/// or of a resample of its units then takes one pass over the counts. The order of units and of ratings in a unit does
/// not change any coefficient beyond rounding.
public struct RatingTable: Sendable {
    /// The categories in rising order: those declared and those seen.
    public let labels: [Int]

    /// The number of categories in the formulas; at least the number of ``labels``.
    public let categories: Int

    /// Whether a number or a scale of categories was declared.
    public let categoriesAreDeclared: Bool

    /// The credit for ratings that differ.
    public let weights: AgreementWeights

    /// Where the counts of each unit start, with the end as last element.
    let starts: [Int]
    /// The category of each count, as an index of ``labels``.
    let columns: [Int]
    /// How often the category occurs in the unit.
    let counts: [Double]
    /// The ratings of each unit.
    let sizes: [Double]
    /// The share of agreeing pairs of each unit; not a number below two ratings.
    let pairShares: [Double]
    /// The weights of the pairs of categories, row by row; empty for identity.
    let weightMatrix: [Double]

    /// Counts the labels of each unit.
    ///
    /// `scale` declares the possible labels, `categories` only their number, which counts without weights alone. Labels
    /// are numbers on the scale for linear and quadratic weights, and ranks in rising order for ordinal ones.
    public init(
        units: [[Int]],
        scale: [Int]? = nil,
        categories: Int? = nil,
        weights: AgreementWeights = .identity
    ) {
        let labels = Set(units.joined()).union(scale ?? []).sorted()
        let matrix = weights == .identity ? [] : weights.matrix(labels: labels)
        let positions = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
        var (starts, columns, counts): ([Int], [Int], [Double]) = ([0], [], [])
        for unit in units {
            for (label, count) in Agreement.tally(unit).sorted(by: { $0.key < $1.key }) {
                columns.append(positions[label] ?? 0)
                counts.append(count)
            }
            starts.append(columns.count)
        }
        self.labels = labels
        self.weights = weights
        let declared = weights == .identity ? categories : nil
        self.categories = max(declared ?? 0, labels.count)
        categoriesAreDeclared = declared != nil || scale != nil
        (self.starts, self.columns, self.counts) = (starts, columns, counts)
        sizes = units.map { Double($0.count) }
        weightMatrix = matrix
        pairShares = Self.pairShares(starts, columns, counts, matrix: matrix, width: labels.count)
    }

    /// The number of units.
    public var unitCount: Int { sizes.count }

    private static func pairShares(
        _ starts: [Int],
        _ columns: [Int],
        _ counts: [Double],
        matrix: [Double],
        width: Int
    ) -> [Double] {
        (1..<max(1, starts.count)).map { unit in
            let cells = starts[unit - 1]..<starts[unit]
            let size = counts[cells].reduce(0, +)
            guard size >= 2 else { return .nan }
            var pairs = 0.0
            for i in cells {
                guard !matrix.isEmpty else {
                    pairs += counts[i] * (counts[i] - 1)
                    continue
                }
                let row = columns[i] * width
                let matching = cells.reduce(0) { $0 + matrix[row + columns[$1]] * counts[$1] }
                pairs += counts[i] * (matching - 1)
            }
            return pairs / (size * (size - 1))
        }
    }
}
