import AssayCore
import Testing

@Suite("Event logs", .timeLimit(.minutes(10)))
struct EventLogTests {
    private func event(_ sequence: Int, _ kind: Event.Kind? = nil) -> Event {
        Event(
            runID: "run",
            traceID: "",
            sequence: sequence,
            elapsedMS: 0,
            kind: kind ?? .replicateStarted(replicate: "r\(sequence)", seed: 0)
        )
    }

    private func warning(_ sequence: Int) -> Event { event(sequence, .warning(message: "odd", replicate: nil)) }

    private func all(_ log: EventLog) async -> [Event] {
        var events: [Event] = []
        for await event in EventStream(log) { events.append(event) }
        return events
    }

    @Test("Events come in the order they were added, and the reading ends with the log")
    func order() async {
        let log = EventLog()
        for sequence in 0..<100 { log.append(event(sequence)) }
        log.finish()
        #expect(await all(log).map(\.sequence) == Array(0..<100))
    }

    @Test("A reader that comes late sees everything from the start")
    func lateReader() async {
        let log = EventLog()
        log.append(event(0))
        log.append(event(1, .cancelled))
        log.finish()
        let first = await all(log)
        let second = await all(log)
        #expect(first.map(\.kind).last == .cancelled)
        #expect(first == second)
    }

    @Test("An empty log that is finished has no events")
    func empty() async {
        let log = EventLog()
        log.finish()
        #expect(await all(log).isEmpty)
    }

    @Test("A reader waits for events that come later")
    func waiting() async {
        let log = EventLog()
        async let read = all(log)
        for sequence in 0..<1000 {
            log.append(event(sequence))
            if sequence % 100 == 0 { await Task.yield() }
        }
        log.finish()
        #expect(await read.map(\.sequence) == Array(0..<1000))
    }

    @Test("Several readers each see everything, at their own pace")
    func severalReaders() async {
        let log = EventLog()
        let counts = await withTaskGroup(of: [Int].self) { group in
            for _ in 0..<5 { group.addTask { await self.all(log).map(\.sequence) } }
            for sequence in 0..<500 {
                log.append(event(sequence))
                if sequence % 50 == 0 { await Task.yield() }
            }
            log.finish()
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts == [[Int]](repeating: Array(0..<500), count: 5))
    }

    @Test("Two readers of one stream do not take events from each other")
    func twoIterators() async {
        let log = EventLog()
        log.append(event(0))
        log.append(event(1))
        log.finish()
        let stream = EventStream(log)
        var first = stream.makeAsyncIterator()
        var second = stream.makeAsyncIterator()
        #expect(await first.next()?.sequence == 0)
        #expect(await second.next()?.sequence == 0)
        #expect(await first.next()?.sequence == 1)
        #expect(await first.next() == nil)
        #expect(await second.next()?.sequence == 1)
    }

    @Test("A slow reader misses only what may be dropped, and sees the gap in the numbers")
    func slowReader() async {
        let log = EventLog(capacity: 16)
        let reader = EventStream(log)
        var iterator = reader.makeAsyncIterator()
        log.append(event(0))
        #expect(await iterator.next()?.sequence == 0)
        for sequence in 1..<200 { log.append(sequence % 10 == 0 ? warning(sequence) : event(sequence)) }
        log.append(event(200, .bundleReady(outcome: .complete, replicates: 3, digest: "")))
        log.finish()
        var seen: [Event] = []
        while let event = await iterator.next() { seen.append(event) }
        let sequences = seen.map(\.sequence)
        #expect(sequences == sequences.sorted())
        #expect(Set(sequences).count == sequences.count)
        #expect(sequences.count < 200)
        #expect(sequences.filter { $0 % 10 == 0 } == Array(stride(from: 10, through: 200, by: 10)))
    }

    @Test("What ends a run is never lost, whatever the load")
    func terminalEvents() async {
        let terminal: [Event.Kind] = [
            .timeout(replicate: nil), .cancelled, .error(AssayError(.timeout, "late"), replicate: nil),
            .bundleReady(outcome: .failed, replicates: 0, digest: ""), .warning(message: "odd", replicate: nil),
            .partialSummary(replicates: 2, valid: 2, confidence: nil, stability: nil),
            .toolStarted(tool: "t", version: "1", k: 1, stopRule: "never"),
            .replicateDone(replicate: "r1", isValid: false, elapsedMS: 0, error: .timeout),
        ]
        let log = EventLog(capacity: 2)
        for (place, kind) in terminal.enumerated() { log.append(event(place, kind)) }
        for sequence in terminal.count..<5000 { log.append(event(sequence)) }
        log.finish()
        #expect(await all(log).prefix(terminal.count).map(\.kind) == terminal)
    }

    @Test("Nothing is dropped up to the capacity, and the newest events always stay")
    func capacity() async {
        let log = EventLog(capacity: 64)
        for sequence in 0..<64 { log.append(event(sequence)) }
        #expect(log.capacity == 64)
        let full = EventLog(capacity: 64)
        for sequence in 0..<1000 { full.append(event(sequence)) }
        log.finish()
        full.finish()
        #expect(await all(log).count == 64)
        let kept = await all(full).map(\.sequence)
        #expect(kept.count <= 64)
        #expect(kept.suffix(32) == Array(968..<1000)[...])
    }

    @Test("Events that may not be dropped are all kept, however many")
    func noDrops() async {
        let log = EventLog(capacity: 16)
        for sequence in 0..<20_000 { log.append(warning(sequence)) }
        log.finish()
        #expect(await all(log).map(\.sequence) == Array(0..<20_000))
    }

    @Test("A capacity below two counts as two", arguments: [-5, 0, 1])
    func smallCapacity(capacity: Int) {
        #expect(EventLog(capacity: capacity).capacity == 2)
    }
}

extension EventLogTests {
    @Test("A reader that is cancelled ends, and the others go on")
    func cancellation() async {
        let log = EventLog()
        log.append(event(0))
        let (started, start) = AsyncStream<Void>.makeStream()
        let reader = Task {
            var seen = 0
            for await _ in EventStream(log) {
                seen += 1
                start.yield()
            }
            return seen
        }
        var iterator = started.makeAsyncIterator()
        await iterator.next()
        reader.cancel()
        #expect(await reader.value == 1)
        log.append(event(1))
        log.finish()
        #expect(await all(log).count == 2)
    }

    @Test("A reader that is cancelled before it reads sees nothing")
    func cancelledBefore() async {
        let log = EventLog()
        log.append(event(0))
        let (gate, open) = AsyncStream<Void>.makeStream()
        let reader = Task {
            for await _ in gate {}
            return await all(log).count
        }
        reader.cancel()
        open.finish()
        #expect(await reader.value == 0)
    }

    @Test("Many readers that are cancelled while events come leave nothing waiting")
    func cancellationRace() async {
        for round in 0..<50 {
            let log = EventLog()
            let readers = (0..<8).map { _ in Task { await all(log).count } }
            for sequence in 0..<20 {
                log.append(event(sequence))
                if sequence == round % 20 { for reader in readers { reader.cancel() } }
            }
            for reader in readers { #expect(await reader.value <= 20) }
        }
    }
}
