/// How many entries of debug information may still be looked at.
///
/// Damaged information may have no end.
final class DebugBudget {
    private var left: Int

    init(_ count: Int) { left = count }

    /// The largest libraries have some ten million entries.
    static let search = 1 << 26
    /// The parameters of a function and the fields of their structs.
    static let function = 1 << 16

    var isSpent: Bool { left == 0 }

    func spend() -> Bool {
        guard left > 0 else { return false }
        left -= 1
        return true
    }
}
