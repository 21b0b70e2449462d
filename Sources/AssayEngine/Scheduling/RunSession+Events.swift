internal import AssayCore
internal import Synchronization

// MARK: Events and the end

extension RunSession {
    func emit(_ kind: Event.Kind) { emit([kind]) }

    /// Many events take the lock once: a million replicates must not queue for it.
    private func emit(_ kinds: [Event.Kind]) {
        events.withLock { state in
            // An attempt that was given up may still talk; the story ends with the bundle.
            guard !state.isClosed else { return }
            let elapsed = plan.timeline.now().wholeMilliseconds
            let shown = plan.redactor.map { kinds.map($0) } ?? kinds
            let events = shown.enumerated().map { place, kind in
                Event(
                    runID: plan.runID,
                    traceID: plan.traceID,
                    sequence: state.next + place,
                    elapsedMS: elapsed,
                    kind: kind
                )
            }
            state.next += events.count
            state.isClosed = kinds.contains { $0.endsRun }
            log.append(contentsOf: events)
            recorder?.record(events)
            if let observer = plan.observer { events.forEach(observer) }
        }
    }

    /// Says something of many; it is put into words for those who watch the run, and later when somebody reads it.
    func emit(
        _ count: Int,
        isLast: Bool = false,
        isDroppable: Bool = true,
        _ kind: @escaping @Sendable (Int) -> Event.Kind
    ) {
        guard recorder == nil, plan.redactor == nil, plan.observer == nil || count > 1 else {
            return emit((0..<count).map(kind))
        }
        events.withLock { state in
            guard !state.isClosed else { return }
            let (first, elapsed) = (state.next, plan.timeline.now().wholeMilliseconds)
            let series = EventSeries(first: first, count: count, isDroppable: isDroppable && !isLast) {
                [runID = plan.runID, traceID = plan.traceID] place in
                Event(runID: runID, traceID: traceID, sequence: first + place, elapsedMS: elapsed, kind: kind(place))
            }
            state.next += count
            state.isClosed = isLast
            log.append(series)
            if let observer = plan.observer { for place in 0..<count { observer(series.event(at: place)) } }
        }
    }

    func report(_ replicates: Replicates) {
        recorder?.record(Array(plan.history.completing(replicates)))
        guard let first = replicates.first?.index else { return }
        let untold = takeUntold(at: first)
        if replicates.eventful.allSatisfy({ $0.failure == nil }) {
            if let untold, untold.told.subtracting([first]).isEmpty {
                return reportPairs(replicates, from: first, told: untold.told.count)
            }
            if untold == nil { return emit(replicates.count) { .replicateDone(replicates.ending(at: $0)) } }
        }
        var story: [Event.Kind] = []
        for replicate in replicates {
            if untold?.contains(replicate.index) ?? false {
                story.append(.replicateStarted(replicate.index, plan.options))
            }
            story.append(.replicateDone(replicate))
            if let failure = replicate.failure { story.append(.error(failure, replicate: replicate.id)) }
        }
        emit(story)
    }

    /// Says of each that it began and ended, in turn, perhaps without the first beginning, which was told.
    private func reportPairs(_ replicates: Replicates, from first: Int, told: Int) {
        emit(2 * replicates.count - told) { [options = plan.options] place in
            let (offset, isEnd) = (place + told).quotientAndRemainder(dividingBy: 2)
            guard isEnd == 1 else { return .replicateStarted(first + offset, options) }
            return .replicateDone(replicates.ending(at: offset))
        }
    }

    func summarize(_ prefix: Replicates) {
        guard prefix.count >= 2 else { return }
        let summary = { @Sendable [summarizer = plan.summarizer] (_: Int) -> Event.Kind in
            let overview = summarizer.overview(prefix)
            return .partialSummary(
                replicates: prefix.count,
                valid: prefix.validCount,
                confidence: overview.confidence.value,
                stability: overview.stability.value
            )
        }
        // What is put into words by whoever reads it keeps its replicates until then, and must not take long.
        var room = Self.shortText
        let isShort = prefix.count <= RunPlan.mostInline && prefix.allSatisfy { $0.data?.fits(in: &room) ?? true }
        if isShort { emit(1, isDroppable: false, summary) } else { emit(summary(0)) }
    }

    func finish(
        _ ending: BundleBuilder.Ending,
        _ replicates: Replicates,
        _ discarded: [Replicate],
        _ abandoned: Int
    ) {
        let (timers, rounds) = state.withLock { state in
            defer { state.timers = [:] }
            return (Array(state.timers.values), state.scheduler.rounds)
        }
        for timer in timers { timer.cancel() }
        if ending == .cancelled { emit(.cancelled) }
        if ending == .deadline { emit(.timeout(replicate: nil)) }
        if case .budget(let names) = ending {
            emit(
                .warning(
                    message: "the run ended because its budget is spent: \(names.joined(separator: ", "))",
                    replicate: nil
                )
            )
        }
        let known = Set(discarded.map(\.index))
        // What a series that was given up had answered is among the replicates.
        let unreported = takeUnreported().filter { $0.index >= replicates.count && !known.contains($0.index) }
        let result = Result { () throws(AssayError) in
            try plan.builder.bundle(
                replicates: plan.history.completing(replicates),
                ending: ending,
                elapsedMS: plan.timeline.now().wholeMilliseconds,
                execution: plan.execution(
                    rounds: rounds,
                    discarded: discarded + unreported,
                    abandoned: abandoned,
                    lost: plan.history.usages(from: replicates.count)
                )
            )
        }
        guard case .success(let bundle) = result, let recorder else { return deliver(result) }
        recorder.finish(bundle) { [self] failure in
            if let failure { emit(.warning(message: "the run is not recorded: \(failure.message)", replicate: nil)) }
            deliver(result)
        }
    }

    private func deliver(_ result: Result<EvidenceBundle, AssayError>) {
        switch result {
        case .success(let bundle):
            emit(1, isLast: true) { _ in
                .bundleReady(outcome: bundle.outcome, replicates: bundle.replicates.count, digest: bundle.digest)
            }
        case .failure(let error):
            emit(.error(error, replicate: nil))
            events.withLock { $0.isClosed = true }
        }
        log.finish()
        let fulfil = { @Sendable [promise] (failure: AssayError?) in
            promise.fulfil(
                result.map { bundle in
                    var output = OrchestrationOutput(bundle)
                    output.recordFailure = failure
                    return output
                }
            )
        }
        // The first failure ended the recording, so that it is the last to be told, too.
        if let recorder { recorder.flush(then: fulfil) } else { fulfil(nil) }
    }

    func beginRecord() {
        guard let recorder, !plan.history.isResumed else { return }
        do throws(AssayError) {
            let execution = plan.execution(rounds: 0, discarded: [], abandoned: 0)
            recorder.begin(try plan.builder.plan(execution: execution), reusing: plan.reused)
        } catch {
            emit(.warning(message: "the run is not recorded: \(error.message)", replicate: nil))
        }
    }
}

extension Event.Kind {
    static func replicateStarted(_ index: Int, _ options: BundleOptions) -> Event.Kind {
        .replicateStarted(replicate: "r\(index + 1)", seed: options.seed(at: index))
    }

    fileprivate static func replicateDone(_ replicate: Replicate) -> Event.Kind {
        .replicateDone(
            replicate: replicate.id,
            isValid: replicate.failure == nil,
            elapsedMS: replicate.elapsedMS,
            error: replicate.failure?.code
        )
    }

    /// Whether nothing may follow.
    fileprivate var endsRun: Bool { if case .bundleReady = self { true } else { false } }
}
