/// Who is told what happens while a panel is asked.
struct PanelListener: Sendable {
    let policy: MidStreamPolicy
    let tell: @Sendable (PanelEvent) -> Void

    /// Passes on what a member says.
    func hear(_ event: ModelEvent, _ speaker: PanelSpeaker) {
        switch event {
        case .text(let piece): tell(.text(speaker, piece))
        case .reasoning(let piece): tell(.reasoning(speaker, piece))
        case .call, .finished, .interrupted: break
        }
    }
}
