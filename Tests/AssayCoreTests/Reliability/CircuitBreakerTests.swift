import AssayCore
import Synchronization
import Testing

/// A machine that can be asked inside an expectation.
private final class TestedMachine {
    private var machine: BreakerMachine

    init(config: CircuitBreakerConfig = CircuitBreakerConfig()) { machine = BreakerMachine(config: config) }

    func acquire(at time: Duration) -> BreakerMachine.Permit? { machine.acquire(at: time) }

    func settle(_ permit: BreakerMachine.Permit, _ ending: BreakerMachine.Ending, at time: Duration) {
        machine.settle(permit, ending, at: time)
    }

    func state(at time: Duration) -> BreakerState { machine.state(at: time) }

    func remainingOpenTime(at time: Duration) -> Duration? { machine.remainingOpenTime(at: time) }
}

@Suite("The circuit breaker")
struct CircuitBreakerTests {
    private static func failed(_ count: Int, at time: Duration = .zero, config: CircuitBreakerConfig) -> TestedMachine {
        let machine = TestedMachine(config: config)
        for _ in 0..<count {
            if let permit = machine.acquire(at: time) { machine.settle(permit, .failure, at: time) }
        }
        return machine
    }

    @Test("Five failures within a minute open it for a minute (S3-12, S3-13)")
    func opens() {
        #expect(Self.failed(4, config: CircuitBreakerConfig()).state(at: .zero) == .closed)
        let machine = Self.failed(5, config: CircuitBreakerConfig())
        #expect(machine.state(at: .seconds(59)) == .open)
        #expect(machine.acquire(at: .seconds(59)) == nil)
        #expect(machine.remainingOpenTime(at: .seconds(59)) == .seconds(1))
        #expect(machine.state(at: .seconds(60)) == .halfOpen)
    }

    @Test("Failures outside the window no longer count")
    func window() throws {
        let machine = Self.failed(4, config: CircuitBreakerConfig())
        let permit = try #require(machine.acquire(at: .seconds(60)))
        machine.settle(permit, .failure, at: .seconds(60))
        #expect(machine.state(at: .seconds(60)) == .closed)
    }

    @Test("The first probe takes a permit like every other, and one failure opens it again (S3-13)")
    func probes() throws {
        let machine = Self.failed(5, config: CircuitBreakerConfig())
        let probes = (0..<3).compactMap { _ in machine.acquire(at: .seconds(60)) }
        #expect(probes.count == 3)
        #expect(machine.acquire(at: .seconds(60)) == nil)
        machine.settle(probes[0], .success, at: .seconds(61))
        #expect(machine.state(at: .seconds(61)) == .halfOpen)
        machine.settle(probes[1], .failure, at: .seconds(61))
        #expect(machine.state(at: .seconds(120)) == .open)
        #expect(machine.state(at: .seconds(121)) == .halfOpen)
    }

    @Test("Cancelled probes give their permits back, so it is never stuck half open (S3-13)")
    func cancelledProbes() throws {
        let breaker = Self.halfOpen()
        for _ in 0..<100 {
            let permit = try breaker.acquire()
            #expect(breaker.probeCount == 1)
            _ = consume permit
        }
        #expect(breaker.probeCount == 0)
    }

    @Test("A permit settled by name is settled once, and tells who watches")
    func settledOnce() throws {
        let states = Mutex<[BreakerState]>([])
        let clock = SettableTime()
        let breaker = CircuitBreaker(config: CircuitBreakerConfig(failureThreshold: 1), timeline: clock.timeline) {
            state in
            states.withLock { $0.append(state) }
        }
        let permit = try breaker.acquire()
        permit.settle(.failure)
        let error = #expect(throws: AssayError.self) { _ = try breaker.acquire() }
        #expect(error?.code == .breakerOpen)
        #expect(error?.retryAfter == .seconds(60))
        clock.time.withLock { $0 = .seconds(60) }
        for _ in 0..<2 {
            let probe = try breaker.acquire()
            probe.settle(.success)
        }
        #expect(breaker.state == .closed)
        #expect(states.withLock { $0 } == [.open, .halfOpen, .closed])
    }

    @Test("A probe that is never heard of again frees its place after the open time")
    func lostProbe() throws {
        let machine = Self.failed(5, config: CircuitBreakerConfig(halfOpenCalls: 1))
        _ = try #require(machine.acquire(at: .seconds(60)))
        #expect(machine.acquire(at: .seconds(119)) == nil)
        #expect(machine.acquire(at: .seconds(120)) != nil)
    }

    @Test("Calls let through before the last change no longer count")
    func oldCalls() throws {
        let machine = TestedMachine()
        let old = try #require(machine.acquire(at: .zero))
        for _ in 0..<5 {
            if let permit = machine.acquire(at: .zero) { machine.settle(permit, .failure, at: .zero) }
        }
        #expect(machine.state(at: .seconds(60)) == .halfOpen)
        machine.settle(old, .failure, at: .seconds(60))
        #expect(machine.state(at: .seconds(60)) == .halfOpen)
    }

    @Test(
        "Configurations no breaker could follow are refused",
        arguments: [
            CircuitBreakerConfig(failureThreshold: 0), CircuitBreakerConfig(successThreshold: 0),
            CircuitBreakerConfig(openTime: .zero), CircuitBreakerConfig(halfOpenCalls: 0),
            CircuitBreakerConfig(window: .seconds(-1)),
        ]
    )
    func invalid(config: CircuitBreakerConfig) {
        #expect(throws: AssayError.self) { try config.validate() }
    }

    private static func halfOpen() -> CircuitBreaker {
        let clock = SettableTime()
        let breaker = CircuitBreaker(timeline: clock.timeline)
        for _ in 0..<5 {
            if let permit = try? breaker.acquire() { permit.settle(.failure) }
        }
        clock.time.withLock { $0 = .seconds(60) }
        return breaker
    }
}

/// A clock that shows what a test sets.
private final class SettableTime: Clock {
    let time = Mutex(Duration.zero)
    var timeline: Timeline { Timeline(clock: self) }
    var now: Instant { Instant(offset: time.withLock { $0 }) }
    var minimumResolution: Duration { .nanoseconds(1) }

    struct Instant: InstantProtocol {
        let offset: Duration
        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws { throw CancellationError() }
}

@Suite("Bulkheads")
struct BulkheadTests {
    @Test("So many are inside at once, the others wait in line, and a full line refuses")
    func places() async throws {
        let bulkhead = Bulkhead(calls: 1, waiting: 1)
        let first = try await bulkhead.enter()
        let second = Task { _ = try await bulkhead.enter() }
        while bulkhead.waitingCount == 0 { await Task.yield() }
        let error = await #expect(throws: AssayError.self) { _ = try await bulkhead.enter() }
        #expect(error?.code == .bulkheadFull)
        _ = consume first
        try await second.value
        #expect(bulkhead.taken == 0)
    }

    @Test("Whoever is cancelled in line leaves it, and no place is lost in 10,000 tries")
    func cancelled() async throws {
        let bulkhead = Bulkhead(calls: 2)
        for round in 0..<1000 {
            let tasks = (0..<10).map { _ in
                Task {
                    let place = try await bulkhead.enter()
                    await Task.yield()
                    _ = consume place
                }
            }
            for task in tasks.dropFirst(round % 10) { task.cancel() }
            for task in tasks { _ = await task.result }
        }
        #expect(bulkhead.taken == 0)
        #expect(bulkhead.waitingCount == 0)
    }
}
