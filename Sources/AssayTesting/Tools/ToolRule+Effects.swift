internal import AssayCore

extension ToolRule {
    /// What calls do beside answering.
    static let effects: [ToolRule] = [
        .ofAnswer("nothing is printed") { trial, _ in
            guard let printed = trial.first.events("worker.output").first else { return .passed }
            let (output, errors) = (printed["stdout_bytes"]?.int64 ?? 0, printed["stderr_bytes"]?.int64 ?? 0)
            return .failed(
                "a call printed \(output) bytes on stdout and \(errors) on stderr; say things with host->log or call->emit,"
                    + " because the streams belong to the program"
            )
        },
        .ofAnswer("events and usage are well formed") { trial, _ in
            for case .warning(let text) in trial.first.signals where complaints.contains(where: text.contains) {
                return .failed(text)
            }
            return .passed
        },
        .ofAnswer("usage stays within the declared maximum") { trial, _ in
            let used = trial.first.signals.reduce(nil as Usage?) { total, signal in
                guard case .usage(let usage) = signal else { return total }
                return (total ?? Usage()) + usage
            }
            guard let used else { return .notApplicable("it reports no usage") }
            guard let most = trial.tool.descriptor.maximumUsage else {
                return .passed("it reports usage and declares no maximum, so that a budget cannot reserve for it")
            }
            let isOver =
                (used.tokens ?? 0) > most.tokens ?? .max || (used.timeMS ?? 0) > most.timeMS ?? .max
                || (used.costUSD ?? 0) > most.costUSD ?? .infinity
            return isOver
                ? .failed("a call used more than maximum_usage says; a budget reserves that before each call") : .passed
        },
        .ofAnswer("calls leave their process as it was") { trial, answer in
            guard trial.tool is any IsolatedTool else { return .notApplicable("it runs in this process") }
            let end = trial.timeline.now() + trial.options.patience
            var count = 0
            while count < trial.options.calls, trial.timeline.now() < end {
                count += 1
                let reply = await trial.call()
                if let left = reply.events("worker.replaced").first?["left"]?.array {
                    return .failed(
                        "call \(count) left changed: \(left.compactMap(\.string).joined(separator: ", ")); undo before returning"
                            + " what a call opens, starts or sets"
                    )
                }
                guard reply.result == .success(answer) else {
                    let what = reply.failure.map { "failed with \($0)" } ?? "gave another answer"
                    return .failed("call \(count) of the same request and seed \(what)")
                }
            }
            return .passed("over \(count) calls")
        },
    ]

    /// How warnings of the host's about what a tool reported read.
    private static let complaints = ["the tool sent", "the tool reported"]
}
