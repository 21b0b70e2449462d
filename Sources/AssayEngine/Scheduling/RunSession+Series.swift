internal import AssayCore
internal import Synchronization

// MARK: Replicates that follow each other on one thread

extension RunSession {
    func launchSeries(_ range: Range<Int>, on executor: InProcessExecutor) {
        let series = AttemptSeries(range, plan: plan) { [weak self] in self?.receive($0, from: $1) }
        announce(range.lowerBound, of: series)
        begin(series, at: range.lowerBound)
        if let tool = inlineTool, plan.timeline.now() - started < AttemptSeries.longest {
            series.run(tool)
            let isShort = state.withLock { series.fits(in: &$0.inlineRoom) }
            if isShort { return ended(series) }
            // Summaries of much text take long, and this may be a thread of Swift's cooperative pool.
            Task(executorPreference: ToolThreads.shared) { self.ended(series) }
            return
        }
        executor.executeSeries(
            series,
            on: plan.tool,
            relief: { [weak self] in self?.relieve(series) ?? true },
            completion: { [self] in ended(series) }
        )
    }

    private func ended(_ series: AttemptSeries) {
        let range = series.close()
        let replicates = replicates(of: series, in: range)
        let remains = { [plan] index in Replicate(index: index, seed: plan.options.seed(at: index), data: nil) }
        perform { $0.seriesEnded(range, with: replicates, leaving: remains) }
    }

    private func announce(_ index: Int, of series: AttemptSeries) {
        series.announce(index) { emitStarted(index..<index + 1) }
    }

    /// What a series has answered; reporting it says of each that it began, where nobody did.
    private func replicates(of series: AttemptSeries, in range: Range<Int>) -> Replicates {
        let replicates = Replicates(series.replicates(in: range, settle(seriesAt: range)))
        if !replicates.isEmpty {
            let saysFirst = series.leaveAnnouncing(range.lowerBound)
            state.withLock { $0.untold[range.lowerBound] = range.lowerBound + (saysFirst ? 0 : 1) }
        }
        return replicates
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
        announce(current, of: series)
        return true
    }
}

extension Value {
    /// Whether there is room for all bytes of text, keys and values; takes what it needs of it.
    func fits(in room: inout Int) -> Bool {
        room -= 1
        switch self {
        case .string(let text): room -= text.utf8.count
        case .array(let items): for item in items where room >= 0 { _ = item.fits(in: &room) }
        case .object(let members):
            for (key, value) in members where room >= 0 {
                room -= key.utf8.count
                _ = value.fits(in: &room)
            }
        default: break
        }
        return room >= 0
    }
}
