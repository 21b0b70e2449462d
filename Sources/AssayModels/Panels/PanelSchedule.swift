/// Which members are asked when; it decides, others act.
///
/// Each member is started at most once, and never more than so many are on their way.
struct PanelSchedule {
    private var next = 0
    private var running = 0
    private let count: Int
    private let maxParallel: Int
    /// Why no more are asked; `nil` while some are or may be.
    private(set) var end: PanelEnd?

    init(count: Int, maxParallel: Int) {
        self.count = count
        self.maxParallel = maxParallel
    }

    /// The members to ask now.
    mutating func start() -> Range<Int> {
        guard end == nil else { return next..<next }
        let first = next
        next = first + min(count - first, max(0, maxParallel - running))
        running += next - first
        return first..<next
    }

    /// A member has ended.
    ///
    /// - Parameter reason: Why nobody else is to be asked; `nil` goes on.
    /// - Returns: whether those still on their way are to be given up now.
    mutating func ended(_ reason: PanelEnd?) -> Bool {
        running -= 1
        guard end == nil else { return false }
        end = reason ?? (running == 0 && next == count ? .everyone : nil)
        return end == .enough
    }
}
