/// Why no more members were asked.
public enum PanelEnd: String, Sendable, Hashable {
    /// All were asked, and all have ended.
    case everyone
    /// Enough good answers agreed.
    case enough
    /// The deadline passed.
    case deadline
    /// The caller cancelled.
    case cancelled
}
