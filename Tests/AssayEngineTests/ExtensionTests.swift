import AssayCore
import AssayEngine
import AssayStatistics
import AssayTesting
import Synchronization
import Testing

@Suite("Extending and running again")
struct ExtensionTests {
    @Test("Five replicates and five more are ten, byte for byte but for times", arguments: LawOneTests.rules.indices)
    func equalsFreshRun(ruleIndex: Int) async throws {
        let rule = LawOneTests.rules[ruleIndex]
        let five = try await Fixtures.run(Fixtures.noisy, BundleOptions(k: 5, stop: rule))
        let ten = try await Fixtures.run(Fixtures.noisy, BundleOptions(k: 10, stop: rule))
        let extended = try await Engine().extend(five, by: 5, with: Fixtures.noisy).output.bundle
        #expect(extended.digest == ten.digest)
        #expect(extended.summary == ten.summary)
    }

    @Test("No replicate of the bundle is run a second time")
    func nothingRunsTwice() async throws {
        let calls = Mutex<[Int]>([])
        let tool = ScriptedTool("counting") { call in
            calls.withLock { $0.append(call.replicate) }
            return ["x": Value(call.replicate % 2)]
        }
        let first = try await Fixtures.run(tool, BundleOptions(k: 4, stop: NeverRule(), maxParallel: 1))
        let extended = try await Engine().extend(first, by: 3, with: tool, maxParallel: 1).output.bundle
        #expect(calls.withLock { $0 } == [0, 1, 2, 3, 4, 5, 6])
        #expect(extended.execution.reused == 4)
        #expect(extended.replicates.count == 7)
    }

    @Test("A stored bundle runs again to the same digest")
    func rerun() async throws {
        for options in [
            BundleOptions(k: 8, epsilon: 0.1), BundleOptions(k: 3, seeds: [5, 6, 7], stop: LeadRule(votes: 2)),
        ] {
            let bundle = try await Fixtures.run(Fixtures.noisy, options, request: ["x": 1])
            let stored = try EvidenceBundle(decoding: Value(json: bundle.json))
            let again = try await Engine().rerun(stored, with: Fixtures.noisy).output.bundle
            #expect(again.digest == bundle.digest)
        }
    }

    @Test("A bundle whose given schema is the tool's own runs again, and keeps where the schema came from")
    func givenSchema() async throws {
        let schema: Value = ["type": "object", "required": ["letter"]]
        let tool = ScriptedTool(ToolDescriptor(name: "own", outputSchema: schema)) { _ in ToolResult(["letter": "a"]) }
        let options = BundleOptions(k: 2, outputSchema: schema, schemaURI: "letter.json")
        let bundle = try await Fixtures.run(tool, options)
        let again = try await Engine().rerun(bundle, with: tool).output.bundle
        #expect(again.digest == bundle.digest && again.meta.schemaURI == "letter.json")
    }

    @Test("Where a server was named it is on record, outside the digest, and read again")
    func server() async throws {
        func bundle(_ server: String?) async throws -> EvidenceBundle {
            let context = RunContext(server: server)
            let options = BundleOptions(k: 2)
            return try await Engine().start(Fixtures.noisy, request: [:], options: options, context: context)
                .output.bundle
        }
        let (named, usual) = (try await bundle("http://localhost:8000"), try await bundle(nil))
        #expect(named.digest == usual.digest)
        let stored = try EvidenceBundle(decoding: Value(json: named.json))
        #expect(stored.execution.server == "http://localhost:8000")
        #expect(usual.execution.server == nil && !usual.json.contains("\"server\""))
    }

    @Test("A tool that has changed its mind gives another digest")
    func changedTool() async throws {
        let bundle = try await Fixtures.run(Fixtures.noisy, BundleOptions(k: 4))
        let changed = ScriptedTool("noisy") { _ in ["letter": "z", "size": 1.5] }
        #expect(try await Engine().rerun(bundle, with: changed).output.bundle.digest != bundle.digest)
    }

    @Test("Another tool, another version or another request is refused")
    func mismatch() async throws {
        let bundle = try await Fixtures.run(Fixtures.noisy, BundleOptions(k: 2))
        var descriptor = Fixtures.noisy.descriptor
        descriptor.version = "2.0.0"
        let newer = ScriptedTool(descriptor) { _ in ToolResult(nil) }
        #expect { try Engine().rerun(bundle, with: Fixtures.constant) } throws: {
            ($0 as? AssayError)?.code == .invalidArgument
        }
        #expect { try Engine().rerun(bundle, with: newer) } throws: {
            ($0 as? AssayError)?.message.contains("1.0.0") ?? false
        }
        #expect {
            try Engine().extend(bundle, by: 1, with: Fixtures.noisy, request: ["other": 1])
        } throws: { ($0 as? AssayError)?.message.contains("SHA-256") ?? false }
    }

    @Test("A bundle without its request needs it again, and takes no other")
    func withheldRequest() async throws {
        let run = try Engine().start(
            Fixtures.noisy,
            request: ["secret": "s"],
            options: BundleOptions(k: 2),
            context: RunContext(keepsRequest: false)
        )
        let bundle = try await run.output.bundle
        #expect(!bundle.json.contains("secret"))
        #expect(throws: AssayError.self) { try Engine().rerun(bundle, with: Fixtures.noisy) }
        let again = try await Engine().rerun(bundle, with: Fixtures.noisy, request: ["secret": "s"]).output.bundle
        #expect(again.digest == bundle.digest)
    }

    @Test("Given seeds are extended by given seeds only")
    func givenSeeds() async throws {
        let bundle = try await Fixtures.run(Fixtures.noisy, BundleOptions(k: 2, seeds: [5, 6], stop: NeverRule()))
        #expect(throws: AssayError.self) { try Engine().extend(bundle, by: 2, with: Fixtures.noisy) }
        let extended = try await Engine().extend(bundle, by: 2, with: Fixtures.noisy, seeds: [7, 8]).output.bundle
        let fresh = try await Fixtures.run(Fixtures.noisy, BundleOptions(k: 4, seeds: [5, 6, 7, 8], stop: NeverRule()))
        #expect(extended.digest == fresh.digest)
    }

    @Test("A rule that has stopped a run can be replaced to go on")
    func replacedRule() async throws {
        let stopped = try await Fixtures.run(Fixtures.constant, BundleOptions(k: 10, stop: LeadRule(votes: 2)))
        #expect(stopped.replicates.count == 2)
        let extended = try await Engine().extend(stopped, by: 2, with: Fixtures.constant, rule: NeverRule()).output
            .bundle
        #expect(extended.replicates.count == 12)
    }

    @Test("A rule that would have stopped earlier drops no answer that is there")
    func nothingIsDropped() async throws {
        let full = try await Fixtures.run(Fixtures.constant, BundleOptions(k: 6, stop: NeverRule()))
        let run = try Engine().extend(full, by: 4, with: Fixtures.constant, rule: LeadRule(votes: 2))
        let extended = try await run.output.bundle
        #expect(extended.replicates.count == 6)
        #expect(extended.meta.earlyStopped)
    }

    @Test("Adding nothing finishes an interrupted run and runs only what was cancelled")
    func resume() async throws {
        let gate = Gate()
        gate.open()
        let calls = Mutex<[Int]>([])
        let isPatient = Mutex(true)
        let tool = ScriptedTool(ToolDescriptor(name: "noisy", flags: .concurrent)) { call in
            calls.withLock { $0.append(call.replicate) }
            if call.replicate >= 2 && isPatient.withLock({ $0 }) {
                await gate.wait()
                while !call.isCancelled { await Task.yield() }
                throw AssayError(.cancelled, "gave up")
            }
            return try await Fixtures.noisy.execute(call)
        }
        let options = BundleOptions(k: 6, stop: NeverRule(), maxParallel: 2)
        let run = try Engine().start(tool, request: [:], options: options)
        await gate.arrivals(atLeast: 2)
        run.cancel()
        let interrupted = try await run.output.bundle
        #expect(interrupted.replicates.map(\.failure?.code) == [nil, nil, .cancelled, .cancelled])
        isPatient.withLock { $0 = false }
        calls.withLock { $0 = [] }
        let resumed = try await Engine().extend(interrupted, by: 0, with: tool).output.bundle
        #expect(calls.withLock { $0.sorted() } == [2, 3, 4, 5])
        #expect(resumed.digest == (try await Fixtures.run(Fixtures.noisy, options)).digest)
    }

    @Test("What the bundle has spent counts against the budget of its extension")
    func budgetGoesOn() async throws {
        let tool = ScriptedTool(ToolDescriptor(name: "paid", maximumUsage: Usage(tokens: 10))) { _ in
            ToolResult(["letter": "a"], usage: Usage(tokens: 10))
        }
        func options(_ k: Int) -> BundleOptions {
            BundleOptions(k: k, stop: NeverRule(), globalBudget: Budget(tokens: 70))
        }
        let first = try await Fixtures.run(tool, options(5))
        let extended = try await Engine().extend(first, by: 5, with: tool).output.bundle
        #expect(extended.usage.tokens == 70)
        #expect(extended.meta.endedBy == .budget)
        #expect(extended.digest == (try await Fixtures.run(tool, options(10))).digest)
    }

    @Test("Given seeds that an early stop left unused are there for the extension")
    func unusedSeeds() async throws {
        let options = BundleOptions(k: 4, seeds: [5, 6, 7, 8], stop: LeadRule(votes: 2))
        let stopped = try await Fixtures.run(Fixtures.constant, options)
        #expect(stopped.meta.unusedSeeds == [7, 8])
        let stored = try EvidenceBundle(decoding: Value(json: stopped.json))
        let run = try Engine().extend(stored, by: 1, with: Fixtures.constant, seeds: [9], rule: NeverRule())
        #expect(try await run.output.bundle.replicates.map(\.seed) == [5, 6, 7, 8, 9])
        #expect(try await Engine().rerun(stored, with: Fixtures.constant).output.bundle.digest == stopped.digest)
    }
}
