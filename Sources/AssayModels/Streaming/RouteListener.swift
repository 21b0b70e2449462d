/// Who is told what happens while a request is answered.
struct RouteListener: Sendable {
    let policy: MidStreamPolicy
    let tell: @Sendable (RouteEvent) async -> Void

    /// Passes on what a model says.
    func hear(_ event: ModelEvent) async {
        switch event {
        case .text(let piece): await tell(.text(piece))
        case .reasoning(let piece): await tell(.reasoning(piece))
        case .call(let call): await tell(.call(call))
        case .finished, .interrupted: break
        }
    }
}
