#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Costs among those of the candidates: 1 is free or the same for all, 0 the dearest.
///
/// `1 − ln(1 + c / m) / ln(1 + d / m)` for a cost `c`, the median `m` and the dearest `d`: prices differ by orders of magnitude,
/// and on a straight scale one dear model would make all others look alike.
struct CostScale {
    private let dearest: Double
    private let middle: Double
    private let isLevel: Bool

    init(_ costs: [Double]) {
        let sorted = costs.sorted()
        dearest = sorted.last ?? 0
        let median = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
        middle = median > 0 ? median : dearest
        isLevel = sorted.first == sorted.last
    }

    func term(_ cost: Double?, _ weight: Double) -> ScoreTerm {
        guard let cost else {
            return ScoreTerm(name: "cost", weight: weight, factor: 0, reason: "price unknown, counted as the dearest")
        }
        let factor = isLevel || middle <= 0 ? 1 : 1 - log(1 + cost / middle) / log(1 + dearest / middle)
        let reason = isLevel ? "the same for all with a price" : "\(cost) USD a call, from \(dearest) at most"
        return ScoreTerm(name: "cost", weight: weight, factor: min(1, max(0, factor)), reason: reason)
    }
}
