import AssayCore

/// Plays one step of a script in pieces and in time.
actor MockPlay {
    private let limits: CallLimits
    private let behaviour: MockProvider.Behaviour
    private let timeline: Timeline
    private let start: Duration
    private var isFirst = true
    private var events: [ModelEvent]
    private var failure: AssayError?

    init(
        _ step: MockProvider.Step,
        _ request: ModelRequest,
        _ behaviour: MockProvider.Behaviour,
        _ limits: CallLimits,
        _ timeline: Timeline
    ) {
        self.behaviour = behaviour
        self.limits = limits
        self.timeline = timeline
        start = timeline.now()
        switch step {
        case .text(let text): events = Self.events(MockAnswer.finished(request, text))
        case .response(let response): events = Self.events(response)
        case .failure(let error): (events, failure) = ([], error)
        case .interruption(let text, let error):
            let whole = MockAnswer.finished(request, text)
            events = Self.events(whole).dropLast() + [.interrupted(Self.interrupted(whole))]
            failure = error
        }
    }

    private static func events(_ response: ModelResponse) -> [ModelEvent] {
        let pieces = response.message.parts.flatMap { part -> [ModelEvent] in
            switch part {
            case .text(let text): text.pieces.map(ModelEvent.text)
            case .call(let call): [.call(call)]
            case .result, .media: []
            }
        }
        return pieces + [.finished(response)]
    }

    private static func interrupted(_ response: ModelResponse) -> ModelResponse {
        var response = response
        response.finish = .interrupted
        response.usage?.isEstimated = true
        response.answer = nil
        return response
    }

    /// Waits for the next event; `nil` after the last.
    func next() async throws -> ModelEvent? {
        try await pause()
        guard events.isEmpty else { return events.removeFirst() }
        guard let failure else { return nil }
        self.failure = nil
        throw failure
    }

    private func pause() async throws {
        let isText = if case .text = events.first { true } else { false }
        let wait = isFirst ? behaviour.latency : isText ? behaviour.pace : .zero
        let firstByte = isFirst ? limits.firstByte : nil
        isFirst = false
        guard wait > .zero else { return }
        let now = timeline.now()
        let due = now + wait
        let ends = [limits.total.map { start + $0 }, firstByte.map { start + $0 }, limits.idle.map { now + $0 }]
        let limit = ends.compactMap(\.self).min() ?? due
        try await timeline.sleep(until: min(due, limit))
        guard due > limit else { return }
        events = []
        failure = nil
        throw AssayError(.modelNetwork, "The answer took longer than allowed.", isRetryable: true)
    }
}
