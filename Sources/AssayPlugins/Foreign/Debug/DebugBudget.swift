/// How many entries of debug information may still be looked at.
///
/// The largest libraries have some ten million; damaged ones may have no end.
final class DebugBudget {
    private var left = 1 << 26

    var isSpent: Bool { left == 0 }

    func spend() -> Bool {
        guard left > 0 else { return false }
        left -= 1
        return true
    }
}
