/// How a foreign function says that it failed.
struct ForeignFailures: Sendable, Hashable {
    /// `errno` is set: a failure by itself when nothing else is declared, else the reason for one.
    var usesErrno = false
    var isNonzero = false
    var isNegative = false
    var isNull = false
    /// What returned numbers mean, for messages.
    var reasons: [Int64: String] = [:]

    var hasCondition: Bool { isNonzero || isNegative || isNull }
}
