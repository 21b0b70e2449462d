import AssayCore
import AssayEngine
import AssayStatistics
import AssayTesting
import Dispatch
import Foundation
import Synchronization
import Testing

@Suite("Replicates that take no time", .timeLimit(.minutes(10)))
struct SeriesTests {
    /// A run in which no replicate follows another on one thread: each has a time limit of its own.
    private static func apart(_ options: BundleOptions) -> BundleOptions {
        var options = options
        options.timeout = .seconds(600)
        return options
    }

    private static func options(_ k: Int, _ rule: any StoppingRule = NeverRule(), parallel: Int = 2) -> BundleOptions {
        BundleOptions(k: k, rootSeed: 5, stop: rule, rounds: .eager, maxParallel: parallel)
    }

    @Test("Answers are those of replicates launched one by one", arguments: [1, 2, 3, 16])
    func sameAnswers(parallel: Int) async throws {
        let options = Self.options(1500, parallel: parallel)
        let series = try await Fixtures.run(Fixtures.noisy, options)
        let apart = try await Fixtures.run(Fixtures.noisy, Self.apart(options))
        #expect(series.replicates.map(\.data) == apart.replicates.map(\.data))
        #expect(series.replicates.map(\.seed) == apart.replicates.map(\.seed))
        #expect(series.summary == apart.summary)
    }

    @Test("A rule ends the run at the same prefix, whatever ran beyond it")
    func sameEnd() async throws {
        let rule = LeadRule(votes: 40)
        let serial = try await Fixtures.run(Fixtures.noisy, Self.options(2000, rule, parallel: 1))
        for parallel in [2, 7] {
            let bundle = try await Fixtures.run(Fixtures.noisy, Self.options(2000, rule, parallel: parallel))
            #expect(bundle.digest == serial.digest)
        }
        #expect(serial.meta.earlyStopped)
    }

    @Test("Failures, warnings and usage stay with the replicate they belong to")
    func ownSignals() async throws {
        let tool = ScriptedTool(ToolDescriptor(name: "talks", flags: .concurrent)) { call in
            if call.replicate % 100 == 7 { throw AssayError(.toolFailed, "no luck") }
            if call.replicate % 100 == 9 { call.signal(.warning("at \(call.replicate)")) }
            call.signal(.usage(Usage(tokens: Int64(call.replicate))))
            return ToolResult(["letter": "a"])
        }
        let bundle = try await Fixtures.run(tool, Self.options(3000))
        for replicate in bundle.replicates {
            let place = replicate.index % 100
            #expect(replicate.failure?.code == (place == 7 ? .toolFailed : nil))
            #expect(replicate.quality.warnings == (place == 9 ? ["at \(replicate.index)"] : []))
            #expect(replicate.usage?.tokens == (place == 7 ? nil : Int64(replicate.index)))
        }
    }

    @Test("A replicate that takes long gives the rest of its series back")
    func givingBack() async throws {
        let clock = ManualClock()
        let calls = Mutex<[Int]>([])
        let tool = ScriptedTool(ToolDescriptor(name: "stumbles", flags: .concurrent)) { call in
            calls.withLock { $0.append(call.replicate) }
            if call.replicate % 700 == 699 { clock.advance(by: .milliseconds(5)) }
            return ToolResult(["letter": "a"])
        }
        let options = Self.options(3000, parallel: 1)
        let bundle = try await Fixtures.run(tool, options, engine: Engine(clock: clock))
        #expect(bundle.outcome == .complete)
        #expect(calls.withLock { $0.sorted() } == Array(0..<3000))
        #expect(bundle.replicates.map(\.index) == Array(0..<3000))
    }

    @Test("Replicates that wait for each other still run at once")
    func stillParallel() async throws {
        let gate = Gate()
        let tool = ScriptedTool(ToolDescriptor(name: "meets", flags: .concurrent)) { call in
            if (500..<504).contains(call.replicate) || call.replicate >= 900 { await gate.wait() }
            return ToolResult(["letter": "a"])
        }
        let run = try Engine().start(tool, request: [:], options: Self.options(2000, parallel: 4))
        await gate.arrivals(atLeast: 4)
        gate.open()
        #expect(try await run.output.bundle.outcome == .complete)
    }

    @Test("A run cancelled in the middle of a series keeps what was answered")
    func cancelled() async throws {
        let gate = Gate()
        gate.open()
        let tool = ScriptedTool(ToolDescriptor(name: "works", flags: .concurrent)) { call in
            guard call.replicate >= 1000 else { return ToolResult(["letter": "a"]) }
            await gate.wait()
            while !call.isCancelled { await Task.yield() }
            throw AssayError(.cancelled, "gave up")
        }
        let run = try Engine().start(tool, request: [:], options: Self.options(4000, parallel: 1))
        await gate.arrivals(atLeast: 1)
        run.cancel()
        let bundle = try await run.output.bundle
        #expect(bundle.meta.endedBy == .cancelled)
        #expect(bundle.replicates.prefix(1000).allSatisfy { $0.failure == nil })
        #expect(bundle.replicates.dropFirst(1000).allSatisfy { $0.failure?.code == .cancelled })
    }

    @Test("A run cancelled while the rest of a series waits keeps what was answered beyond it")
    func cancelledWithRest() async throws {
        let clock = ManualClock()
        let gate = Gate()
        gate.open()
        let answered = Atomic<Int>(0)
        let hasStumbled = Atomic<Bool>(false)
        let tool = ScriptedTool(ToolDescriptor(name: "stumbles", flags: .concurrent)) { call in
            if hasStumbled.load(ordering: .acquiring), (1201...1202).contains(call.replicate) || call.replicate > 3000 {
                await gate.wait()
                while !call.isCancelled { await Task.yield() }
                throw AssayError(.cancelled, "gave up")
            }
            if call.replicate == 1200 {
                clock.advance(by: .milliseconds(5))
                hasStumbled.store(true, ordering: .releasing)
            }
            answered.add(1, ordering: .relaxed)
            return ToolResult(["letter": "a"])
        }
        let run = try Engine(clock: clock).start(tool, request: [:], options: Self.options(8000, parallel: 2))
        await gate.arrivals(atLeast: 2)
        run.cancel()
        let bundle = try await run.output.bundle
        #expect(bundle.replicates.count { $0.failure == nil } == answered.load(ordering: .relaxed))
        #expect(bundle.replicates.allSatisfy { $0.failure == nil || $0.failure?.code == .cancelled })
    }

    @Test("What was answered before a tool hung outlives the grace time")
    func stuck() async throws {
        let clock = ManualClock()
        let gate = Gate()
        defer { gate.open() }
        let tool = ScriptedTool(ToolDescriptor(name: "hangs", flags: .concurrent)) { call in
            if call.replicate >= 1000 { await gate.wait() }
            return ToolResult(["letter": "a"])
        }
        let run = try Engine(clock: clock).start(tool, request: [:], options: Self.options(4000, parallel: 1))
        await gate.arrivals(atLeast: 1)
        run.cancel()
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .milliseconds(250))
        let bundle = try await run.output.bundle
        #expect(bundle.replicates.count { $0.failure == nil } == 1000)
        #expect(bundle.execution.discarded == 0)
        #expect(bundle.replicates.dropFirst(1000).allSatisfy { $0.failure?.code == .cancelled })
    }

    @Test("A few replicates that wait for each other run at once", arguments: [2, 10, 63])
    func fewAtOnce(k: Int) async throws {
        let gate = Gate()
        let tool = ScriptedTool(ToolDescriptor(name: "meets", flags: .concurrent)) { _ in
            await gate.wait()
            return ToolResult(["letter": "a"])
        }
        let run = try Engine().start(tool, request: [:], options: Self.options(k, parallel: k))
        await gate.arrivals(atLeast: k)
        gate.open()
        #expect(try await run.output.bundle.replicates.map(\.index) == Array(0..<k))
    }

    @Test("A few replicates that block their threads for each other run at once")
    func fewBlocked() async throws {
        let arrived = DispatchSemaphore(value: 0)
        let opened = DispatchSemaphore(value: 0)
        let tool = ScriptedTool("blocks") { call in
            arrived.signal()
            opened.wait()
            return ["letter": "a"]
        }
        let run = try Engine().start(tool, request: [:], options: Self.options(10, parallel: 10))
        Thread.detachNewThread {
            for _ in 0..<10 { arrived.wait() }
            for _ in 0..<10 { opened.signal() }
        }
        #expect(try await run.output.bundle.outcome == .complete)
    }

    @Test("One that hangs holds up neither those before nor those behind it, and a rule that holds ends the run")
    func hangsInTheMiddle() async throws {
        let gate = Gate()
        let answered = Mutex<Set<Int>>([])
        let tool = ScriptedTool(ToolDescriptor(name: "hangs", flags: .concurrent)) { call in
            if call.replicate == 5 {
                await gate.wait()
                throw AssayError(.cancelled, "gave up")
            }
            answered.withLock { _ = $0.insert(call.replicate) }
            return ToolResult(["letter": "a"])
        }
        let rule = UnanimousRule(votes: 4)
        let run = try Engine().start(tool, request: [:], options: Self.options(12, rule, parallel: 12))
        // Not waited for: the rule holds at the fourth.
        let bundle = try await run.output.bundle
        #expect(bundle.replicates.count == 4)
        #expect(bundle.meta.endedBy == .rule)
        gate.open()

        let all = try Engine().start(tool, request: [:], options: Self.options(12, parallel: 12))
        #expect(try await all.output.bundle.replicates.map(\.index) == Array(0..<12))
        #expect(answered.withLock { $0 } == Set(0..<12).subtracting([5]))
    }

    @Test("Of many replicates that are slow the first are launched first, and no more at once than allowed")
    func inOrder() async throws {
        let gate = Gate()
        let began = Mutex<[Int]>([])
        let tool = ScriptedTool(ToolDescriptor(name: "slow", flags: .concurrent)) { call in
            began.withLock { $0.append(call.replicate) }
            await gate.wait()
            return ToolResult(["letter": "a"])
        }
        let run = try Engine().start(tool, request: [:], options: Self.options(400, parallel: 4))
        await gate.arrivals(atLeast: 4)
        run.cancel()
        gate.open()
        let bundle = try await run.output.bundle
        // A gap between those that began at once is filled, and nothing is behind the last of them.
        #expect(began.withLock { $0.count } == 4)
        #expect(bundle.replicates.count <= began.withLock { $0.max() ?? 0 } + 1)

        let steps = Gate()
        let order = Mutex<[Int]>([])
        let slow = ScriptedTool(ToolDescriptor(name: "slow", flags: .concurrent)) { call in
            order.withLock { $0.append(call.replicate) }
            if call.replicate < 8 { await steps.wait() }
            return ToolResult(["letter": "a"])
        }
        let all = try Engine().start(slow, request: [:], options: Self.options(600, parallel: 2))
        await steps.arrivals(atLeast: 2)
        steps.open()
        #expect(try await all.output.bundle.replicates.map(\.index) == Array(0..<600))
        #expect(order.withLock { $0.sorted() } == Array(0..<600))
    }

    @Test("What was answered beyond the end of a run is counted with what it cost")
    func discarded() async throws {
        let gate = Gate()
        let tool = ScriptedTool(ToolDescriptor(name: "beyond", flags: .concurrent)) { call in
            if call.replicate == 9 { await gate.wait() }
            call.signal(.usage(Usage(tokens: 1)))
            return ToolResult(["letter": "a"])
        }
        let options = Self.options(12, UnanimousRule(votes: 4), parallel: 12)
        let bundle = try await Engine().start(tool, request: [:], options: options).output.bundle
        gate.open()
        #expect(bundle.replicates.count == 4)
        // Four count, five ran beyond them; the one that hangs and those behind it may have begun.
        #expect(bundle.execution.discarded >= 5 && bundle.execution.discarded <= 8)
        #expect(bundle.execution.discardedUsage?.tokens ?? 0 >= 5)
    }

    @Test("What an attempt signals comes after the word that it began")
    func signalsInOrder() async throws {
        let tool = ScriptedTool(ToolDescriptor(name: "talks", flags: .concurrent)) { call in
            call.signal(.progress(fraction: 0.5, message: "half"))
            return ToolResult(["letter": "a"])
        }
        for k in [1, 2, 10, 200] {
            let run = try Engine().start(tool, request: [:], options: Self.options(k, parallel: 2))
            var began: Set<String> = []
            var ended: Set<String> = []
            for event in await Fixtures.events(of: run) {
                switch event.kind {
                case .replicateStarted(let id, _): #expect(began.insert(id).inserted)
                case .progress(let id, _, _): #expect(began.contains(id) && !ended.contains(id))
                case .replicateDone(let id, _, _, _): #expect(began.contains(id) && ended.insert(id).inserted)
                default: break
                }
            }
            #expect(began.count == k && ended.count == k)
        }
    }

    @Test("A run that is cancelled at once tells of no replicate that nobody began", arguments: [2, 20, 500])
    func cancelledAtOnce(k: Int) async throws {
        for _ in 0..<20 {
            let run = try Engine().start(Fixtures.noisy, request: [:], options: Self.options(k, parallel: 3))
            run.cancel()
            let bundle = try await run.output.bundle
            var began: Set<String> = []
            var ended: Set<String> = []
            for event in await Fixtures.events(of: run) {
                if case .replicateStarted(let id, _) = event.kind { began.insert(id) }
                if case .replicateDone(let id, let isValid, _, _) = event.kind, isValid { ended.insert(id) }
            }
            #expect(ended.isSubset(of: began))
            #expect(bundle.replicates.allSatisfy { $0.failure != nil || began.contains($0.id) })
        }
    }

    @Test("The first summary of a long run outlives the events that are dropped")
    func summaryIsKept() async throws {
        let run = try Engine().start(Fixtures.constant, request: [:], options: Self.options(60_000))
        _ = try await run.output
        #expect(await Fixtures.events(of: run).contains { $0.name == "partial_summary" })
    }

    @Test("Each replicate is said to have started before anything else is said of it, also where one hangs")
    func storyOfTheHanging() async throws {
        let gate = Gate()
        let tool = ScriptedTool(ToolDescriptor(name: "hangs", flags: .concurrent)) { call in
            if call.replicate == 3 { await gate.wait() }
            return ToolResult(["letter": "a"])
        }
        let run = try Engine().start(tool, request: [:], options: Self.options(9, parallel: 4))
        await Fixtures.wait(for: "replicate_done", times: 8, in: run)
        gate.open()
        var started: Set<String> = []
        for event in await Fixtures.events(of: run) {
            if case .replicateStarted(let replicate, _) = event.kind { #expect(started.insert(replicate).inserted) }
            if case .replicateDone(let replicate, _, _, _) = event.kind { #expect(started.contains(replicate)) }
        }
        #expect(started.count == 9)
    }

    @Test("Events count every replicate, started and done")
    func events() async throws {
        let run = try Engine().start(Fixtures.noisy, request: [:], options: Self.options(3000))
        let events = await Fixtures.events(of: run)
        #expect(events.count { $0.name == "replicate_started" } == 3000)
        #expect(events.count { $0.name == "replicate_done" } == 3000)
        #expect(events.map(\.sequence) == Array(0..<events.count))
        #expect(events.last?.encoded["data"]?["digest"]?.string == (try await run.output.bundle.digest))
    }
}
