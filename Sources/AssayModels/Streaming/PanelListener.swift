/// Who is told what happens while a panel is asked.
struct PanelListener: Sendable {
    let policy: MidStreamPolicy
    let tell: @Sendable (PanelEvent) async -> Void

    /// Passes on what a member says.
    func hear(_ event: ModelEvent, _ speaker: PanelSpeaker) async {
        switch event {
        case .text(let piece): await tell(.text(speaker, piece))
        case .reasoning(let piece): await tell(.reasoning(speaker, piece))
        case .call, .finished, .interrupted: break
        }
    }
}
