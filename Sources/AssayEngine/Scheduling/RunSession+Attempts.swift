internal import AssayCore
internal import Synchronization

// MARK: Replicates that may take several attempts

extension RunSession {
    /// Makes attempts at a replicate as the policy allows.
    func attempt(_ call: ToolCall, _ policy: AttemptPolicy) {
        let index = call.replicate
        let hooks = AttemptLoop.Hooks(
            mayRetry: { [weak self] failed, next in self?.mayRetry(index, after: failed, next: next) ?? false },
            mayHedge: { [weak self] next in self?.mayHedge(index, next: next) ?? false },
            emit: { [weak self] in self?.emit($0) }
        )
        let loop = AttemptLoop(call, plan: plan, policy: policy, hooks: hooks) { [weak self] in
            self?.receive($0, from: index)
        }
        setStop(index) { loop.cancel() }
        let start = plan.timeline.now()
        loop.start { [self] ending in completed(index, ending, since: start) }
    }

    private func completed(_ index: Int, _ ending: AttemptLoop.Ending, since start: Duration) {
        let signalled = settle(index)
        var replicate = plan.check.replicate(
            index: index,
            seed: plan.options.seed(at: index),
            result: ending.result,
            signalled: signalled,
            elapsed: plan.timeline.now() - start
        )
        replicate.attempts = ending.attempts
        if let last = ending.attempts.first(where: { $0.failure == nil }) ?? ending.attempts.last {
            replicate.usage = last.usage
        }
        finished(replicate)
    }
}
