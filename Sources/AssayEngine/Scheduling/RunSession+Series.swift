internal import AssayCore
internal import Synchronization

// MARK: Replicates that follow each other on one thread

extension RunSession {
    func launchSeries(_ range: Range<Int>, on executor: InProcessExecutor) {
        let series = AttemptSeries(
            range,
            plan: plan,
            announcement: { [weak self] in self?.emitStarted($0..<$0 + 1) },
            sink: { [weak self] in self?.receive($0, from: $1) }
        )
        begin(series, at: range.lowerBound)
        if let tool = inlineTool, mayAnswerInline {
            series.run(tool)
            state.withLock { if !series.fits(in: &$0.inlineRoom) { $0.inlineRoom = -1 } }
            return ended(series)
        }
        executor.executeSeries(
            series,
            on: plan.tool,
            relief: { [weak self] in self?.relieve(series) ?? true },
            completion: { [self] in ended(series) }
        )
    }

    /// Whether the thread that started the run may go on with it, which can be one of Swift's cooperative pool: as long as
    /// that has not taken long, and there is not so much text that summaries would.
    var mayAnswerInline: Bool {
        plan.timeline.now() - started < AttemptSeries.longest && state.withLock { $0.inlineRoom >= 0 }
    }

    private func ended(_ series: AttemptSeries) {
        let range = series.close()
        let replicates = replicates(of: series, in: range)
        perform { scheduler in
            scheduler.seriesEnded(range, with: replicates) {
                Replicate(index: $0, seed: plan.options.seed(at: $0), data: nil)
            }
        }
    }

    /// What a series has answered; reporting it says of each that it began, where nobody did.
    private func replicates(of series: AttemptSeries, in range: Range<Int>) -> Replicates {
        let replicates = Replicates(series.replicates(in: range, settle(seriesAt: range)))
        if replicates.isEmpty { return replicates }
        let answered = range.prefix(replicates.count)
        let told = series.leaveAnnouncing(answered)
        state.withLock { $0.untold[range.lowerBound] = Untold(range: answered, told: told) }
        return replicates
    }

    /// Attempts that began, of which nobody said so yet, because they followed each other too fast.
    struct Untold {
        var range: Range<Int>
        /// Those among them of which it was said.
        var told: Set<Int>

        func contains(_ index: Int) -> Bool { range.contains(index) && !told.contains(index) }
    }

    /// What is to be said of replicates that are about to be reported, some of which may have begun in a series.
    func takeUntold(at first: Int) -> Untold? {
        let (known, series) = state.withLock { state in
            (state.untold.isEmpty ? nil : state.untold.removeValue(forKey: first), state.series[first])
        }
        if known != nil { return known }
        // Of a series that is given up.
        guard let series else { return nil }
        let begun = series.begun
        return Untold(range: begun, told: series.leaveAnnouncing(begun))
    }

    /// What series that are still at work have answered and nobody reported.
    func takeUnreported() -> [Replicate] {
        let (open, signalled) = state.withLock { state in
            defer { state.series = [:] }
            return (state.series, state.signalled)
        }
        return open.sorted { $0.key < $1.key }.flatMap { $0.value.replicates(in: $0.value.close(), signalled) }
    }

    /// Launches anew what waits for an attempt that does not end, and reports what does.
    ///
    /// - Returns: whether nothing waits any longer.
    private func relieve(_ series: AttemptSeries) -> Bool {
        guard let current = series.holdingUp else { return true }
        let (done, isOver) = state.withLock { state -> (Range<Int>?, Bool) in
            guard state.scheduler.maySplit else { return (nil, true) }
            guard let range = series.letGo(keeping: current) else { return (nil, false) }
            state.scheduler.split(range, at: current)
            state.stops[current] = series.cancellation.cancel
            state.series[current] = series
            return (range.lowerBound..<current, true)
        }
        guard let done else { return isOver }
        if done.isEmpty {
            perform { $0.goOn() }
        } else {
            let replicates = replicates(of: series, in: done)
            perform { $0.finished(replicates) }
        }
        series.announce(current)
        return true
    }
}

extension Value {
    /// Whether there is room for all values, keys and bytes of text; takes what it needs of it.
    ///
    /// A value takes more than a byte of text, since lists are compared value by value.
    func fits(in room: inout Int, depth: Int = 0) -> Bool {
        room -= 16
        guard room >= 0, depth < 64 else { return false }
        switch self {
        case .string(let text): room -= text.utf8.count
        case .array(let items): for item in items { if !item.fits(in: &room, depth: depth + 1) { return false } }
        case .object(let members):
            for (key, value) in members {
                room -= key.utf8.count
                if !value.fits(in: &room, depth: depth + 1) { return false }
            }
        default: break
        }
        return room >= 0
    }
}
