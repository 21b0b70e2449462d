internal import AssayCore

/// The smallest and largest value that a number may have, narrower than its type.
struct ForeignLimits: Sendable, Hashable {
    let minimum: Value?
    let maximum: Value?

    func check(_ value: Value) throws(Misfit) {
        if let minimum, Self.isBelow(value, minimum) { throw Misfit("must be at least \(minimum.canonicalJSON)") }
        if let maximum, Self.isBelow(maximum, value) { throw Misfit("must be at most \(maximum.canonicalJSON)") }
    }

    func narrow(_ schema: inout Object) {
        if let minimum { schema["minimum"] = minimum }
        if let maximum { schema["maximum"] = maximum }
    }

    private static func isBelow(_ left: Value, _ right: Value) -> Bool {
        if let left = left.int64, let right = right.int64 { return left < right }
        if let left = left.uint64, let right = right.uint64 { return left < right }
        guard let left = left.double, let right = right.double else { return false }
        return left < right
    }
}
