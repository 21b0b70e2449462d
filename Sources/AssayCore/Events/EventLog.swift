import Synchronization

/// The events of one run, for any number of readers at their own pace.
///
/// A reader starts at the first event, whenever it comes. When more than ``capacity`` events are held, the oldest
/// droppable ones go; the gap shows in the sequence numbers. Nothing else is ever lost.
public final class EventLog: Sendable {
    private let state: Mutex<State>

    /// How many events are held before droppable ones go.
    public let capacity: Int

    private struct State {
        var series: [EventSeries] = []
        /// How many events there are.
        var count = 0
        var thinAbove: Int
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
        var nextWaiter = 0
        var isFinished = false
    }

    /// Creates an empty log.
    public init(capacity: Int = 65_536) {
        self.capacity = max(2, capacity)
        state = Mutex(State(thinAbove: self.capacity))
    }

    /// Adds an event; events come in the order of their numbers.
    public func append(_ event: Event) { append(contentsOf: [event]) }

    /// Adds events in the order of their numbers.
    public func append(contentsOf events: [Event]) { append(events.map(EventSeries.init), count: events.count) }

    /// Adds events that are made when somebody reads them.
    package func append(_ series: EventSeries) { append(CollectionOfOne(series), count: series.count) }

    private func append(_ series: some Collection<EventSeries>, count: Int) {
        wake { state in
            state.series += series
            state.count += count
            if state.count > state.thinAbove { thinOut(&state) }
        }
    }

    /// Ends the log; readers end after the last event.
    public func finish() { wake { $0.isFinished = true } }

    private func wake(after change: (inout State) -> Void) {
        let waiting = state.withLock { state -> [Int: CheckedContinuation<Void, Never>] in
            change(&state)
            guard !state.waiting.isEmpty else { return [:] }
            defer { state.waiting = [:] }
            return state.waiting
        }
        for continuation in waiting.values { continuation.resume() }
    }

    /// Drops droppable events from the older half, so that the cost per event stays constant.
    private func thinOut(_ state: inout State) {
        var left = state.count / 2
        let old = state.series.prefix { series in
            left -= series.count
            return left >= 0
        }
        state.series = old.filter { !$0.isDroppable } + state.series.dropFirst(old.count)
        state.count = state.series.reduce(0) { $0 + $1.count }
        // Where hardly any event may be dropped, trying again at once would cost as much for each event that comes.
        state.thinAbove = state.count < capacity ? capacity : state.count + capacity / 2
    }

    /// Where the first event after a number is, or whether there will be none.
    fileprivate func place(after sequence: Int) -> Lookup {
        state.withLock { state in
            let series = state.series
            var low = 0
            var high = series.count
            while low < high {
                let middle = (low + high) / 2
                if series[middle].last <= sequence { low = middle + 1 } else { high = middle }
            }
            if low < series.count { return .within(series[low]) }
            return state.isFinished ? .end : .later
        }
    }

    fileprivate func waitForMore(after sequence: Int) async {
        let waiter = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    let isReady = state.isFinished || Task.isCancelled || (state.series.last?.last ?? -1) > sequence
                    if !isReady { state.waiting[waiter] = continuation }
                    return isReady
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: waiter) }?.resume()
        }
    }

    fileprivate enum Lookup {
        case within(EventSeries)
        case later
        case end
    }
}

/// The events of a run, in order; ends after the last one.
public struct EventStream: AsyncSequence, Sendable {
    private let log: EventLog

    /// Reads a log from its start.
    public init(_ log: EventLog) { self.log = log }

    /// Starts at the first event.
    public func makeAsyncIterator() -> Iterator { Iterator(log: log) }

    /// A reader's place in the log.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let log: EventLog
        private var sequence = -1

        fileprivate init(log: EventLog) { self.log = log }

        /// The next event; `nil` after the last, and when the reading task is cancelled.
        public mutating func next() async -> Event? {
            while !Task.isCancelled {
                switch log.place(after: sequence) {
                case .within(let series):
                    // Not under the log's lock: some events take their time.
                    let event = series.event(after: sequence)
                    sequence = event.sequence
                    return event
                case .end: return nil
                case .later: await log.waitForMore(after: sequence)
                }
            }
            return nil
        }
    }
}
