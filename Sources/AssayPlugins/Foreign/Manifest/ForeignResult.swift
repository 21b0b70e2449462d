/// What a foreign function returns.
struct ForeignResult: Sendable, Hashable {
    /// The key in the answer; `nil` leaves it out.
    let name: String?
    let description: String
    var kind: Kind

    enum Kind: Sendable, Hashable {
        case nothing
        case value(ForeignLayout)
        case block(ForeignBlock)
    }

    static let nothing = ForeignResult(name: nil, description: "", kind: .nothing)

    /// The integer type, if an integer is returned.
    var integer: ForeignScalar? {
        guard case .value(.scalar(let scalar)) = kind, scalar.isInteger else { return nil }
        return scalar
    }
}
