import AssayCore
import Testing

@Suite("Series of events", .timeLimit(.minutes(10)))
struct EventSeriesTests {
    private func event(_ sequence: Int, _ kind: Event.Kind? = nil) -> Event {
        Event(
            runID: "run",
            traceID: "",
            sequence: sequence,
            elapsedMS: 3,
            kind: kind ?? .replicateStarted(replicate: "r\(sequence)", seed: UInt64(sequence))
        )
    }

    private func series(_ range: Range<Int>) -> EventSeries {
        EventSeries(first: range.lowerBound, count: range.count, isDroppable: true) { event(range.lowerBound + $0) }
    }

    private func all(_ log: EventLog) async -> [Event] {
        var events: [Event] = []
        for await event in EventStream(log) { events.append(event) }
        return events
    }

    @Test("A series reads like the events it stands for, between others")
    func reading() async {
        let log = EventLog()
        log.append(event(0))
        log.append(series(1..<5))
        log.append(event(5, .cancelled))
        log.append(series(6..<7))
        log.finish()
        let expected = (0..<7).map { $0 == 5 ? event(5, .cancelled) : event($0) }
        #expect(await all(log) == expected)
        #expect(await all(log) == expected)
    }

    @Test("An empty series is none")
    func empty() async {
        let log = EventLog()
        log.append(series(0..<0))
        log.append(event(0))
        log.finish()
        #expect(await all(log) == [event(0)])
    }

    @Test("A reader that waits is woken by a series and reads all of it")
    func waking() async {
        let log = EventLog()
        async let read = all(log)
        for start in stride(from: 0, to: 1000, by: 50) {
            log.append(series(start..<start + 50))
            await Task.yield()
        }
        log.finish()
        #expect(await read.map(\.sequence) == Array(0..<1000))
    }

    @Test("Where there are too many events the oldest series go, and nothing else")
    func dropping() async {
        let log = EventLog(capacity: 64)
        for start in stride(from: 0, to: 1000, by: 10) {
            log.append(event(start, .warning(message: "odd", replicate: nil)))
            log.append(series(start + 1..<start + 10))
        }
        log.finish()
        let kept = await all(log).map(\.sequence)
        #expect(kept == kept.sorted())
        #expect(Set(kept).count == kept.count)
        #expect(kept.filter { $0 % 10 == 0 } == Array(stride(from: 0, to: 1000, by: 10)))
        #expect(kept.count < 300)
        #expect(kept.suffix(10) == Array(990..<1000)[...])
    }

    @Test("A reader in the middle of a series that goes continues behind the gap")
    func readerInside() async {
        let log = EventLog(capacity: 16)
        var reader = EventStream(log).makeAsyncIterator()
        log.append(series(0..<8))
        #expect(await reader.next()?.sequence == 0)
        #expect(await reader.next()?.sequence == 1)
        log.append(series(8..<32))
        log.finish()
        var rest: [Int] = []
        while let event = await reader.next() { rest.append(event.sequence) }
        #expect(rest == Array(8..<32))
    }
}
