public import AssayCore

/// What the members of a panel did so far, each and together.
public struct PanelStatistics: Sendable, Hashable {
    /// What each member did, by name; those never asked have no entry.
    public private(set) var members: [String: MemberStatistics] = [:]
    /// What all of them did, those that are not registered any more included.
    public private(set) var total = MemberStatistics()

    mutating func note(_ report: MemberReport) {
        members[report.member, default: MemberStatistics()].note(report)
        total.note(report)
    }

    /// As an object, `{"providers": {…}, "total": {…}}`.
    public var document: Value {
        let each = members.sorted { $0.key < $1.key }.reduce(into: Object()) { $0[$1.key] = $1.value.document }
        return ["providers": .object(each), "total": total.document]
    }
}
