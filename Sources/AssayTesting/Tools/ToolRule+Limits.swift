internal import AssayCore

extension ToolRule {
    /// How long an attempt that was given up may go on; then its process is killed.
    private static let grace = Duration.milliseconds(250)
    /// A call over sooner cannot be caught in the middle.
    private static let shortest = Duration.milliseconds(20)

    /// What a tool does when its time is up.
    static let limits: [ToolRule] = [
        ToolRule("a call cancelled before it begins ends in time") { trial in
            if let finding = unanswered(trial) { return finding }
            let flag = CancellationFlag()
            flag.cancel()
            return finding(await trial.call(cancellation: flag).elapsed)
        },
        ToolRule("a call cancelled in the middle ends in time") { trial in
            if let finding = unanswered(trial) ?? tooQuick(trial) { return finding }
            let flag = CancellationFlag()
            let timeline = trial.timeline
            let time = timeline.now() + trial.first.elapsed / 2
            let canceller = Task {
                try? await timeline.sleep(until: time)
                flag.cancel()
            }
            _ = await trial.call(cancellation: flag)
            canceller.cancel()
            return finding(timeline.now() - time)
        },
        ToolRule("a time limit is kept") { trial in
            if let finding = unanswered(trial) ?? tooQuick(trial) { return finding }
            let limit = trial.first.elapsed / 2
            return finding(await trial.call(timeout: limit).elapsed - limit)
        },
    ]

    /// Without an answer there is nothing to cut short, unless the call is one that does not end.
    private static func unanswered(_ trial: ToolTrial) -> ConformanceCheck.Finding? {
        trial.answer != nil || trial.first.failure?.code == .timeout
            ? nil : .notApplicable("the sample request gets no answer")
    }

    private static func tooQuick(_ trial: ToolTrial) -> ConformanceCheck.Finding? {
        guard trial.first.elapsed < shortest else { return nil }
        return .notApplicable("a call takes less than \(shortest.wholeMilliseconds) ms")
    }

    private static func finding(_ elapsed: Duration) -> ConformanceCheck.Finding {
        guard elapsed >= grace else { return .passed }
        return .failed(
            "it went on for \(grace.wholeMilliseconds) ms and was killed; ask is_cancelled every few milliseconds and return"
        )
    }
}
