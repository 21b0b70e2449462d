internal import AssayCore

// MARK: Replicates that follow each other on one thread

extension RunSession {
    func launchSeries(_ range: Range<Int>, on executor: InProcessExecutor) {
        let series = AttemptSeries(range, plan: plan) { [weak self] in self?.receive($0, from: $1) }
        emitStarted(range.prefix(1))
        begin(series)
        executor.executeSeries(series, on: plan.tool) { [self] in ended(series) }
    }

    private func ended(_ series: AttemptSeries) {
        let replicates = Replicates(series.replicates(settle(series)))
        // The others were not begun when the series was launched, and some perhaps not at all.
        emitStarted(series.range.prefix(replicates.count).dropFirst())
        let remains = { [plan] index in Replicate(index: index, seed: plan.options.seed(at: index), data: nil) }
        perform { $0.seriesEnded(series.range, with: replicates, leaving: remains) }
    }
}
