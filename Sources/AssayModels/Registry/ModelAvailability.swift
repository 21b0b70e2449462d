/// Whether a model can be asked now, as far as anybody has looked.
public enum ModelAvailability: Sendable, Hashable {
    /// Nobody has looked; it counts as usable.
    case unknown
    /// It answers at once.
    case ready
    /// It has to be loaded first, so its first answer is slow.
    case loadable
    /// It cannot be asked, with the reason.
    case unavailable(String)
}
