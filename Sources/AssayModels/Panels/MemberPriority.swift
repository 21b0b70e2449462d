#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// In which order members are asked when not all are.
///
/// The score of a member with `s` answers in `n` requests and the mean latency `t` is
///
/// `(s + 1) / (n + 2) · (3 + m / (m + t)) / 4 + sqrt(ln N / n) / 4`
///
/// where `m` is the median of the members' mean latencies and `N` counts the requests of all. Reliability counts most: time takes
/// away a quarter at most, and the slowest member keeps most of its score. The last term gives members that were seldom asked
/// another chance. Those that were never asked come first, in the order of registration.
enum MemberPriority {
    static func order(_ members: [PanelMember], _ statistics: PanelStatistics) -> [PanelMember] {
        let known = members.map { statistics.members[$0.id] ?? MemberStatistics() }
        let latencies = known.compactMap(\.meanLatencyMS).sorted()
        let median = latencies.isEmpty ? 0 : latencies[latencies.count / 2]
        let total = known.reduce(0) { $0 + $1.successes + $1.failures }
        let scores = known.map { score($0, median, total) }
        return members.indices.sorted { (-scores[$0], $0) < (-scores[$1], $1) }.map { members[$0] }
    }

    private static func score(_ known: MemberStatistics, _ median: Double, _ total: Int) -> Double {
        let asked = Double(known.successes + known.failures)
        guard asked > 0 else { return .infinity }
        let reliability = (Double(known.successes) + 1) / (asked + 2)
        let speed = known.meanLatencyMS.map { median + $0 > 0 ? median / (median + $0) : 1 } ?? 0.5
        return reliability * (3 + speed) / 4 + (log(Double(total)) / asked).squareRoot() / 4
    }
}
