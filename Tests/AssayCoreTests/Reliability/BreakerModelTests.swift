import AssayCore
import AssayStatistics
import Testing

/// The rules of a breaker, written as plainly as possible: it keeps all that happened and looks back.
private struct BreakerModel {
    let config: CircuitBreakerConfig
    var now = Duration.zero
    var state = BreakerState.closed
    var since = Duration.zero
    var failures: [Duration] = []
    var successes = 0
    var epoch = 0
    var probes: [Int: Duration] = [:]

    mutating func change(to state: BreakerState) {
        self.state = state
        since = now
        failures = []
        successes = 0
        probes = [:]
        epoch += 1
    }

    mutating func pass(to time: Duration) {
        now = max(now, time)
        if state == .open, now - since >= config.openTime { change(to: .halfOpen) }
        for (id, begun) in probes where now - begun >= config.openTime { probes[id] = nil }
    }

    func admits() -> Bool {
        switch state {
        case .closed: true
        case .open: false
        case .halfOpen: probes.count < config.halfOpenCalls
        }
    }

    mutating func end(_ id: Int, epoch: Int, _ ending: BreakerMachine.Ending) {
        guard epoch == self.epoch else { return }
        if state == .halfOpen, probes.removeValue(forKey: id) == nil { return }
        if state == .halfOpen, ending == .success {
            successes += 1
            if successes == config.successThreshold { change(to: .closed) }
        }
        guard ending == .failure else { return }
        if state == .halfOpen { return change(to: .open) }
        failures = failures.filter { now - $0 < config.window } + [now]
        if failures.count >= config.failureThreshold { change(to: .open) }
    }
}

@Suite("The circuit breaker against a model")
struct BreakerModelTests {
    private struct Call {
        let id: Int
        let epoch: Int
        let permit: BreakerMachine.Permit
    }

    @Test("A million random steps agree with the model, break no rule and never get stuck", arguments: 0..<4)
    func randomSteps(variant: Int) {
        let config = [
            CircuitBreakerConfig(), CircuitBreakerConfig(failureThreshold: 1, successThreshold: 1, halfOpenCalls: 1),
            CircuitBreakerConfig(failureThreshold: 3, successThreshold: 5, openTime: .seconds(7), halfOpenCalls: 2),
            CircuitBreakerConfig(failureThreshold: 20, openTime: .seconds(300), window: .seconds(2)),
        ][variant]
        var random = SplitMix64(seed: 99 + UInt64(variant))
        var machine = BreakerMachine(config: config)
        var model = BreakerModel(config: config)
        var time = Duration.zero
        var open: [Call] = []
        var problems = 0
        var seen: Set<BreakerState> = []
        for step in 0..<250_000 {
            time += Self.passing(&random)
            model.pass(to: time)
            if machine.state(at: time) != model.state { problems += 1 }
            seen.insert(model.state)
            if random.next() % 2 == 0 || open.isEmpty {
                let permit = machine.acquire(at: time)
                if (permit != nil) != model.admits() { problems += 1 }
                guard let permit else { continue }
                if model.state == .halfOpen { model.probes[step] = model.now }
                open.append(Call(id: step, epoch: model.epoch, permit: permit))
            } else {
                let call = open.remove(at: Int(random.next() % UInt64(open.count)))
                // A dropped call says nothing; the breaker must get over it by itself.
                if random.next() % 10 == 0 { continue }
                let ending: BreakerMachine.Ending = [.success, .failure, .ignored][Int(random.next() % 3)]
                machine.settle(call.permit, ending, at: time)
                model.end(call.id, epoch: call.epoch, ending)
            }
            if machine.probeCount > config.halfOpenCalls { problems += 1 }
            if open.count > 50 { open.removeFirst() }
        }
        #expect(problems == 0)
        #expect(seen.count == 3)
        Self.requireRecovery(machine, config, time)
    }

    /// Mostly little time, now and then much, now and then backwards.
    private static func passing(_ random: inout SplitMix64) -> Duration {
        switch random.next() % 100 {
        case 0: .seconds(Int(random.next() % 200))
        case 1: .milliseconds(-Int(random.next() % 5000))
        default: .milliseconds(Int(random.next() % 400))
        }
    }

    /// Whatever happened, successes close the breaker in the end.
    private static func requireRecovery(_ machine: BreakerMachine, _ config: CircuitBreakerConfig, _ time: Duration) {
        var machine = machine
        // The clock may have run backwards by at most 5 s at a time.
        let later = time + .seconds(100_000) + config.openTime * 2
        for _ in 0..<config.successThreshold {
            guard let permit = machine.acquire(at: later) else { break }
            machine.settle(permit, .success, at: later)
        }
        let state = machine.state(at: later)
        #expect(state == .closed)
    }
}
