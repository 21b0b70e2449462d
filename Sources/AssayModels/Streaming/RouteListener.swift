/// Who is told what happens while a request is answered.
struct RouteListener: Sendable {
    let policy: MidStreamPolicy
    let tell: @Sendable (RouteEvent) -> Void

    /// Passes on what a model says.
    func hear(_ event: ModelEvent) {
        switch event {
        case .text(let piece): tell(.text(piece))
        case .reasoning(let piece): tell(.reasoning(piece))
        case .call(let call): tell(.call(call))
        case .finished, .interrupted: break
        }
    }
}
