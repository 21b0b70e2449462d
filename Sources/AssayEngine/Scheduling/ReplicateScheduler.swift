internal import AssayCore

/// Decides which replicates run when, and when the run is over; performs nothing itself.
///
/// Replicates are launched in seed order and judged in seed order: a decision to stop rests on a prefix, and what ran
/// beyond it is discarded. So the outcome does not depend on how many ran at once or which finished first.
struct ReplicateScheduler {
    let k: Int
    let lanes: Int
    let isEager: Bool
    /// The most replicates of one launch; 1 for tools that answer one seed at a time.
    let batchSize: Int
    /// Whether replicates that take no time may follow each other on one thread.
    let hasSeries: Bool
    let worstCase: Usage

    private var meter: BudgetMeter
    /// What a run that never ran two at once would have metered: it decides where a budget ends the bundle.
    private var sequentialMeter: BudgetMeter
    private var budgetEnd: Int?
    /// A tool that used more than it declared is not trusted with two attempts at once again.
    private var isOverspending = false
    /// Answers that are there already, by place; paid for, so that none is run again.
    private let reused: [Int: Replicate]
    private let reusedEnd: Int
    /// No stop may fall before this many replicates.
    private let fewest: Int
    /// Done without a gap, from the first.
    private var prefix = Replicates()
    /// Done, behind a gap; by the first replicate of the launch.
    private var ahead: [Int: Replicates] = [:]
    /// By the first replicate of the launch.
    private var inFlight: [Int: Flight] = [:]
    /// What series that took too long did not get to.
    private var returned: [Range<Int>] = []
    /// How many replicates the next series may have; a guess until some have shown how long they take.
    private var seriesSize = Self.few
    private var next = 0
    private var goal = 0
    private var judged = 0
    /// The next prefix at which the rule could hold, among those that are judged at all.
    private var nextPoint = 0
    private var isJudging = false
    private var phase = Phase.running
    private(set) var rounds = 0

    private struct Flight {
        let range: Range<Int>
        /// What is set aside, by the number of the attempt.
        var reservations: [Int: BudgetMeter.Reservation]
        var isExpired = false
    }

    private enum Phase: Equatable {
        /// Replicates are launched and judged. Next: draining, finished.
        case running
        /// A limit or the caller ended the run; attempts in flight may still end. Next: finished.
        case draining(BundleBuilder.Ending)
        /// The run is over; whatever still comes is ignored.
        case finished
    }

    enum Action {
        /// Start attempts at these replicates.
        case launch(Range<Int>)
        /// Ask the attempts of these launches to stop; a launch is named by its first replicate.
        case abandon([Int])
        /// Judge a prefix of the replicates and report the verdict.
        case judge(Replicates)
        /// Report ``attemptLost(_:)`` for this replicate when the grace time has passed.
        case awaitGrace(Int)
        /// Report ``graceEnded()`` when the grace time has passed.
        case awaitDrain
        /// Say that replicates are done.
        case report(Replicates)
        /// The run is over with these replicates; the others were discarded.
        case finish(BundleBuilder.Ending, replicates: Replicates, discarded: [Replicate], abandoned: Int)
    }

    init(
        k: Int,
        lanes: Int,
        isEager: Bool,
        batchSize: Int,
        hasSeries: Bool = false,
        worstCase: Usage,
        budget: Budget,
        reused: [Replicate],
        keepsReused: Bool = true,
        spent: [Charge] = []
    ) {
        self.k = k
        self.lanes = lanes
        self.isEager = isEager
        self.batchSize = budget.isUnlimited ? batchSize : 1
        self.hasSeries = hasSeries && budget.isUnlimited
        self.worstCase = worstCase
        self.reused = Dictionary(reused.map { ($0.index, $0) }, uniquingKeysWith: { first, _ in first })
        reusedEnd = min(k, (reused.map(\.index).max() ?? -1) + 1)
        // A run that goes on after an interruption ends where it would have ended without one.
        fewest = keepsReused ? reusedEnd : 0
        meter = BudgetMeter(limit: budget)
        for charge in spent {
            let reservation = meter.reserve(worstCase: charge.worstCase) ?? BudgetMeter.Reservation()
            meter.settle(reservation, used: charge.used, elapsed: charge.elapsed)
        }
        sequentialMeter = meter
    }

    mutating func start() -> [Action] {
        isJudging = true
        return [.judge([])]
    }

    /// A prefix of that many replicates was judged.
    mutating func judged(_ count: Int, _ verdict: StopJudge.Verdict) -> [Action] {
        isJudging = false
        guard phase == .running else { return drainIfDone() }
        judged = count
        switch verdict {
        case .stop where count > 0 && count >= fewest: return finish(.ruleHeld, count: count)
        case .stop: nextPoint = count < fewest ? fewest : k
        case .goOn(let more): nextPoint = min(k, StopJudge.judgement(from: count + max(1, more)))
        }
        let target = isEager ? k : nextPoint
        if target > goal { rounds += 1 }
        goal = max(goal, target)
        return advance()
    }

    /// The attempts of one launch ended, well or not.
    mutating func finished(_ replicates: Replicates) -> [Action] {
        guard let first = replicates.first, let flight = inFlight.removeValue(forKey: first.index) else { return [] }
        if hasSeries && (next < k || !returned.isEmpty) { adaptSeries(to: replicates) }
        guard flight.isExpired || phase != .running else { return record(replicates, of: flight) }
        let done = replicates.map { replicate in
            var replicate = replicate
            if flight.isExpired || isCutShort(replicate) { replicate.failure = interruption }
            return replicate
        }
        return record(Replicates(done), of: flight)
    }

    /// A series ended, perhaps before its end.
    mutating func seriesEnded(
        _ range: Range<Int>,
        with replicates: Replicates,
        leaving remains: (Int) -> Replicate
    ) -> [Action] {
        let rest = range.lowerBound + replicates.count..<range.upperBound
        guard !rest.isEmpty, inFlight[range.lowerBound] != nil else { return finished(replicates) }
        if phase == .running {
            giveBack(rest)
            if !replicates.isEmpty { return finished(replicates) }
            inFlight[range.lowerBound] = nil
            return advance()
        }
        let all = Array(replicates) + gap(rest, besides: range.lowerBound).map { interrupted($0, leaving: remains) }
        if !all.isEmpty { return finished(Replicates(all)) }
        inFlight[range.lowerBound] = nil
        return drainIfDone()
    }

    /// Whether a series may be split: a run that ends launches nothing anew.
    var maySplit: Bool { phase == .running }

    /// A series keeps only the attempt at `current`; what it has done is going to be reported, the rest is launched anew.
    mutating func split(_ range: Range<Int>, at current: Int) {
        guard let flight = inFlight.removeValue(forKey: range.lowerBound) else { return }
        let done = range.lowerBound..<current
        if !done.isEmpty { inFlight[done.lowerBound] = Flight(range: done, reservations: flight.reservations) }
        inFlight[current] = Flight(range: current..<current + 1, reservations: [1: BudgetMeter.Reservation()])
        if current + 1 < range.upperBound { giveBack(current + 1..<range.upperBound) }
    }

    /// What a series did not get to is launched anew, from a series of one on: the next may be as slow as the one before.
    private mutating func giveBack(_ rest: Range<Int>) {
        returned.append(rest)
        seriesSize = 0
    }

    /// Something else may be done now.
    mutating func goOn() -> [Action] { advance() }

    /// An attempt failed and another would like to follow: settles the one and reserves for the other, or does neither.
    mutating func retry(_ first: Int, after failed: Attempt, next: Int) -> Bool {
        guard phase == .running, let reservation = inFlight[first]?.reservations[failed.number] else { return false }
        var trial = meter
        trial.settle(reservation, used: failed.usage ?? Usage(), elapsed: failed.elapsed)
        guard let room = trial.reserve(worstCase: worstCase) else { return false }
        meter = trial
        inFlight[first]?.reservations[failed.number] = nil
        inFlight[first]?.reservations[next] = room
        return true
    }

    /// An attempt would like to run beside another.
    mutating func hedge(_ first: Int, next: Int) -> Bool {
        guard phase == .running, inFlight[first] != nil, let room = meter.reserve(worstCase: worstCase)
        else { return false }
        inFlight[first]?.reservations[next] = room
        return true
    }

    /// The time limit of a launch passed; it is named by its first replicate.
    mutating func expired(_ first: Int) -> [Action] {
        guard let flight = inFlight[first], !flight.isExpired else { return [] }
        inFlight[first]?.isExpired = true
        return [.abandon([first]), .awaitGrace(first)]
    }

    /// A launch did not end within its grace time.
    mutating func attemptLost(_ first: Int, leaving remains: (Int) -> Replicate) -> [Action] {
        guard let flight = inFlight.removeValue(forKey: first) else { return [] }
        return lose(flight, leaving: remains)
    }

    /// The deadline passed, or the caller cancelled.
    mutating func interrupt(_ ending: BundleBuilder.Ending, leaving remains: (Int) -> Replicate) -> [Action] {
        guard phase == .running else { return [] }
        phase = .draining(ending)
        takeAllReused(leaving: remains)
        for rest in returned { store(Replicates(gap(rest).map { interrupted($0, leaving: remains) })) }
        returned = []
        guard !inFlight.isEmpty || isJudging else { return drainIfDone() }
        return [.abandon(Array(inFlight.keys)), .awaitDrain]
    }

    /// The grace time after an interruption passed.
    mutating func graceEnded(leaving remains: (Int) -> Replicate) -> [Action] {
        guard case .draining = phase else { return [] }
        isJudging = false
        var actions: [Action] = []
        for first in inFlight.keys.sorted() {
            guard let flight = inFlight.removeValue(forKey: first) else { continue }
            actions += lose(flight, leaving: remains)
        }
        return actions.isEmpty ? drainIfDone() : actions
    }
}

extension ReplicateScheduler {
    private var interruption: AssayError {
        if phase == .draining(.cancelled) { return AssayError(.cancelled, "the run was cancelled") }
        if phase == .draining(.deadline) {
            return AssayError(.deadline, "the run's deadline passed", isRetryable: true)
        }
        return AssayError(.timeout, "no answer within the time limit", isRetryable: true)
    }

    /// How long a series should take: short beside what people notice, long beside what launching costs.
    private static let seriesTime = Duration.microseconds(500)
    private static let longestSeries = 512
    /// Fewer replicates than these are not worth sharing out.
    private static let few = 64

    /// Makes the next series as long as the time that replicates have taken allows; they may get slower at any time, so it
    /// grows in steps.
    private mutating func adaptSeries(to replicates: Replicates) {
        let elapsed = replicates.elapsed
        let fitting = elapsed <= .zero ? Double(Self.longestSeries) : Self.seriesTime * replicates.count / elapsed
        seriesSize = max(1, min(Int(min(fitting, Double(Self.longestSeries))), 8 * seriesSize))
    }

    /// A replicate that nothing was run for, because the run was interrupted before.
    private func interrupted(_ index: Int, leaving remains: (Int) -> Replicate) -> Replicate {
        var replicate = remains(index)
        replicate.failure = interruption
        return replicate
    }

    /// The part of replicates nobody began that has others behind it, apart from those of the launch at `first`.
    private func gap(_ rest: Range<Int>, besides first: Int? = nil) -> Range<Int> {
        let flights = inFlight.values.lazy.map(\.range).filter { $0.lowerBound != first }.map(\.upperBound)
        let done = ahead.lazy.map { $0.key + $0.value.count }
        let end = max(prefix.count, reusedEnd, flights.max() ?? 0, done.max() ?? 0)
        return rest.clamped(to: rest.lowerBound..<max(rest.lowerBound, end))
    }

    /// Whether an attempt ended only because the run was interrupted.
    private func isCutShort(_ replicate: Replicate) -> Bool {
        guard case .draining = phase else { return false }
        return replicate.failure?.code == .cancelled
    }

    private mutating func lose(_ flight: Flight, leaving remains: (Int) -> Replicate) -> [Action] {
        var lost = flight.range.map(remains)
        // A series may have answered some before it got stuck, and not begun those behind.
        if hasSeries, let stuck = lost.firstIndex(where: { $0.data == nil && $0.failure == nil }) {
            let rest = flight.range.lowerBound + stuck + 1..<flight.range.upperBound
            lost.removeLast(rest.count - gap(rest).count)
        }
        for place in lost.indices where lost[place].data == nil && lost[place].failure == nil {
            lost[place].failure = interruption
        }
        return record(Replicates(lost), of: flight)
    }

    private mutating func record(_ replicates: Replicates, of flight: Flight) -> [Action] {
        guard phase != .finished else { return [] }
        store(replicates)
        if !meter.limit.isUnlimited { settle(flight, with: replicates) }
        if case .draining = phase { return [.report(replicates)] + drainIfDone() }
        if let budgetEnd {
            let names = sequentialMeter.exhausted(worstCase: worstCase)
            return [.report(replicates)] + finish(.budget(names), count: budgetEnd)
        }
        return [.report(replicates)] + advance()
    }

    private mutating func settle(_ flight: Flight, with replicates: Replicates) {
        // With attempts on record there is one replicate, and each attempt is charged for itself.
        let attempts = replicates.first?.attempts ?? []
        let used = Usage.total(replicates.lazy.map(\.usage)) ?? Usage()
        let elapsed = replicates.elapsed
        for (number, reservation) in flight.reservations {
            let attempt = attempts.first { $0.number == number }
            if attempts.isEmpty {
                meter.settle(reservation, used: used, elapsed: elapsed)
            } else {
                meter.settle(reservation, used: attempt?.usage ?? Usage(), elapsed: attempt?.elapsed)
            }
        }
    }

    private mutating func store(_ replicates: Replicates) {
        guard let first = replicates.first, first.index == prefix.count else {
            if let first = replicates.first { ahead[first.index] = replicates }
            return
        }
        append(replicates)
        while let next = ahead.removeValue(forKey: prefix.count) { append(next) }
    }

    private mutating func append(_ replicates: Replicates) {
        if !sequentialMeter.limit.isUnlimited { for replicate in replicates { meter(replicate) } }
        isOverspending = isOverspending || replicates.eventful.contains { $0.usage?.exceeds(worstCase) ?? false }
        prefix.append(replicates)
    }

    /// Meters in seed order, so that where a budget ends the bundle does not depend on what ran at once.
    private mutating func meter(_ replicate: Replicate) {
        if let reservation = sequentialMeter.reserve(worstCase: worstCase) {
            if budgetEnd == nil { settle(replicate, reservation, in: &sequentialMeter) }
        } else if reused[replicate.index] == nil, budgetEnd == nil {
            budgetEnd = replicate.index
        }
    }

    /// Charges every attempt at a replicate.
    private func settle(
        _ replicate: Replicate,
        _ reservation: BudgetMeter.Reservation,
        in meter: inout BudgetMeter
    ) {
        guard let last = replicate.attempts.last else {
            return meter.settle(reservation, used: replicate.usage ?? Usage(), elapsed: replicate.elapsed)
        }
        meter.settle(reservation, used: last.usage ?? Usage(), elapsed: last.elapsed)
        for attempt in replicate.attempts.dropLast() {
            let reservation = meter.reserve(worstCase: worstCase) ?? BudgetMeter.Reservation()
            meter.settle(reservation, used: attempt.usage ?? Usage(), elapsed: attempt.elapsed)
        }
    }

    /// What can be done now: judge, launch, or end.
    private mutating func advance() -> [Action] {
        guard phase == .running else { return [] }
        var actions = launches()
        if phase == .finished { return actions }
        if prefix.count == k && !isJudging && nextJudgement == nil { return actions + finish(.finished, count: k) }
        if !isJudging, let count = nextJudgement {
            isJudging = true
            actions.append(.judge(prefix.first(count)))
        }
        return actions
    }

    /// The next prefix to judge: at 2 for a first summary, then wherever the rule could hold.
    private var nextJudgement: Int? {
        let latest = min(prefix.count, k - 1)
        if judged < 2 && latest >= 2 && nextPoint > 2 { return 2 }
        return nextPoint <= latest ? nextPoint : nil
    }

    /// Takes the next replicate over from an earlier run, at the price it had there.
    private mutating func takeReused() -> Bool {
        guard let known = reused[next] else { return false }
        settle(known, meter.reserve(worstCase: worstCase) ?? BudgetMeter.Reservation(), in: &meter)
        store([known])
        next += 1
        return true
    }

    /// An interrupted run keeps what it was given; in a gap stands that nothing was run.
    private mutating func takeAllReused(leaving remains: (Int) -> Replicate) {
        while next < reusedEnd {
            if takeReused() { continue }
            store([interrupted(next, leaving: remains)])
            next += 1
        }
    }

    private mutating func launches() -> [Action] {
        var actions: [Action] = []
        while inFlight.count < (isOverspending ? 1 : lanes) {
            if let place = returned.indices.min(by: { returned[$0].lowerBound < returned[$1].lowerBound }) {
                actions.append(launchAgain(returned.remove(at: place)))
                continue
            }
            guard next < goal else { break }
            if takeReused() { continue }
            guard let reservation = meter.reserve(worstCase: worstCase) else {
                let isIdle = inFlight.isEmpty && !isJudging && nextJudgement == nil
                return isIdle ? finish(.budget(meter.exhausted(worstCase: worstCase)), count: next) : actions
            }
            let range = next..<next + launchSize
            inFlight[next] = Flight(range: range, reservations: [1: reservation])
            next = range.upperBound
            actions.append(.launch(range))
        }
        return actions
    }

    /// Few replicates are launched one by one where they would have to wait for the others of their batch; a series lets go
    /// of them where they would have to.
    private var launchSize: Int {
        let wanted = goal - next
        guard next >= reusedEnd else { return 1 }
        if hasSeries { return max(1, min(seriesSize, wanted < Self.few ? wanted : wanted / (2 * lanes))) }
        return wanted < Self.few ? 1 : min(batchSize, wanted)
    }

    private mutating func launchAgain(_ rest: Range<Int>) -> Action {
        let range = rest.lowerBound..<rest.lowerBound + max(1, min(seriesSize, rest.count))
        if range.upperBound < rest.upperBound { returned.append(range.upperBound..<rest.upperBound) }
        inFlight[range.lowerBound] = Flight(range: range, reservations: [1: BudgetMeter.Reservation()])
        return .launch(range)
    }

    private mutating func drainIfDone() -> [Action] {
        guard case .draining(let ending) = phase, inFlight.isEmpty, !isJudging else { return [] }
        return finish(ending, count: prefix.count)
    }

    private mutating func finish(_ ending: BundleBuilder.Ending, count: Int) -> [Action] {
        phase = .finished
        let unused = reused.values.filter { $0.index >= next }
        let discarded = Array(prefix.dropFirst(count)) + ahead.values.joined() + unused
        let open = Array(inFlight.keys)
        let end = Action.finish(
            ending,
            replicates: prefix.first(count),
            discarded: discarded,
            // A series makes one attempt at a time.
            abandoned: inFlight.values.reduce(0) { $0 + (hasSeries ? 1 : $1.range.count) }
        )
        return open.isEmpty ? [end] : [.abandon(open), end]
    }
}

extension Usage {
    /// Whether something reported is more than was declared.
    fileprivate func exceeds(_ declared: Usage) -> Bool {
        func isOver<T: Comparable>(_ used: T?, _ limit: T?) -> Bool {
            guard let used, let limit else { return false }
            return used > limit
        }
        return isOver(tokens, declared.tokens) || isOver(costUSD, declared.costUSD) || isOver(timeMS, declared.timeMS)
    }
}
