/// What happens while a panel is asked.
public enum PanelEvent: Sendable, Hashable {
    /// A member is asked.
    case asked(PanelSpeaker)
    /// The next piece of what a member says, in the turns before its functions are called as well.
    case text(PanelSpeaker, String)
    /// The next piece of its reasoning, where the provider shows it.
    case reasoning(PanelSpeaker, String)
    /// Its answer broke and begins anew: its text since the last function call does not count any more.
    case restarted(PanelSpeaker, StreamBreak)
    /// Its answer broke and goes on from where it was.
    case continued(PanelSpeaker, StreamBreak)
    /// A function was called for a member.
    case executed(PanelSpeaker, ExecutedCall)
    /// A member ended, with an answer or not.
    case ended(PanelSpeaker, MemberReport)
    /// The result; nothing follows.
    case finished(PanelResult)
}

/// Who speaks in a panel.
public struct PanelSpeaker: Sendable, Hashable {
    /// The member's name.
    public let member: String
    /// Whether it writes one answer out of those of the members.
    public let isWriter: Bool
}
