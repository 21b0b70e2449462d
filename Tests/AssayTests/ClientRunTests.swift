import Assay
import AssayTesting
import Testing

@Suite("Runs of a client")
struct ClientRunTests {
    private func client(_ tools: any Tool...) throws -> AssayClient {
        let client = AssayClient()
        for tool in tools { try client.registerTool(tool) }
        return client
    }

    @Test("Plain text as a request becomes an object with a query (S3-3)")
    func textRequest() async throws {
        let output = try await client(Tools.echo).run(request: "how many?", tool: "echo").output
        #expect(output.content == ["query": "how many?"])
        #expect(output.bundle.meta.request == ["query": "how many?"])
    }

    @Test("An unknown tool is refused with the names there are, before anything runs (S3-3)")
    func unknownTool() throws {
        let client = try client(Tools.echo, Tools.digit)
        let error = try #require(throws: AssayError.self) { try client.run(request: [:], tool: "ecco") }
        #expect(error.code == .unknownTool)
        #expect(error.message.contains("digit, echo"))
    }

    @Test(
        "A request that is no object, or breaks the input schema, is refused",
        arguments: [7, [1], nil, ["n": "x"]] as [Value]
    )
    func invalidRequest(request: Value) throws {
        let descriptor = ToolDescriptor(
            name: "strict",
            inputSchema: ["type": "object", "properties": ["n": ["type": "integer"]]]
        )
        let client = try client(ScriptedTool(descriptor) { _ in ToolResult([:]) })
        let error = try #require(throws: AssayError.self) { try client.run(request: request, tool: "strict") }
        #expect(error.code == .invalidRequest)
    }

    @Test("Seeds as many as k are needed (S3-22)", arguments: [[1], [1, 2, 3, 4]] as [[UInt64]])
    func seedCount(seeds: [UInt64]) throws {
        let client = try client(Tools.echo)
        let error = try #require(throws: AssayError.self) {
            try client.run(request: [:], tool: "echo", bundle: BundleOptions(k: 3, seeds: seeds))
        }
        #expect(error.code == .invalidArgument)
        #expect(error.message.contains("3 wanted, \(seeds.count) given"))
    }

    /// What an application does with an outcome, in the form of the manual.
    private func describe(_ output: OrchestrationOutput) -> String {
        switch output.outcome {
        case .complete(let bundle): "complete \(bundle.replicates.count)"
        case .partial(let bundle, let failures): "partial \(bundle.replicates.count) \(failures.map(\.id))"
        case .abstained(_, let failures): "abstained \(failures.count)"
        case .degraded(_, let failures): "degraded \(failures.count)"
        case .failed(_, let failures): "failed \(failures.count)"
        }
    }

    @Test("The outcome of a run is a value to switch over, never an error (S3-26)")
    func outcomes() async throws {
        let client = try client(Tools.echo, Tools.digit, Tools.flaky, Tools.broken)
        func outcome(_ tool: String, _ options: BundleOptions) async throws -> String {
            describe(try await client.run(request: [:], tool: tool, bundle: options).output)
        }
        let all = BundleOptions(k: 5, stop: NeverRule())
        #expect(try await outcome("echo", all) == "complete 5")
        #expect(try await outcome("flaky", all) == #"partial 5 ["r2", "r4"]"#)
        #expect(try await outcome("broken", all) == "failed 5")
        #expect(
            try await outcome("digit", BundleOptions(k: 5, stop: NeverRule(), minimumConfidence: 0.99)) == "abstained 0"
        )
    }

    @Test("The output has status, explanation, ids, free data and what is not known as nil (S3-26, S3-27)")
    func outputFields() async throws {
        let trace = "0af7651916cd43dd8448eb211c80319c"
        let context = RunContext(task: "a test", metadata: ["who": "me"], requestID: "q-1", traceID: trace)
        let run = try client(Tools.echo).run(request: ["a": 1], tool: "echo", context: context)
        let output = try await run.output
        #expect(output.status == .complete)
        #expect(output.explanation.hasPrefix("\(output.bundle.replicates.count) valid answers"))
        #expect(output.traceID == trace)
        #expect(output.requestID == "q-1")
        #expect(output.metadata == ["who": "me", "cost_usd": .null])
        #expect(output.bundle.meta.task == "a test")
        #expect(output.costUSD == nil)
        #expect(output.usage == Usage())
        #expect(try await run.output == output)
    }

    @Test("Events come in order from the first to the bundle, for every reader, also a late one")
    func events() async throws {
        let run = try client(Tools.digit).run(
            request: [:],
            tool: "digit",
            bundle: BundleOptions(k: 6, stop: NeverRule())
        )
        func read() async -> [Event] {
            var events: [Event] = []
            for await event in run.events { events.append(event) }
            return events
        }
        async let early = read()
        let output = try await run.output
        let (first, late) = (await early, await read())
        #expect(first == late)
        #expect(first.map(\.sequence) == Array(0..<first.count))
        #expect(first.first?.name == "tool_started")
        #expect(first.count { $0.name == "replicate_done" } == 6)
        let end = Event.Kind.bundleReady(outcome: output.status, replicates: 6, digest: output.bundle.digest)
        #expect(first.last?.kind == end)
        #expect(first.allSatisfy { $0.runID == run.id && $0.traceID == run.traceID })
    }

    @Test("Cancelling the task that waits cancels the run, which still has a result")
    func cancellation() async throws {
        let gate = Gate()
        let run = try client(Tools.waiting(gate)).run(
            request: [:],
            tool: "waiting",
            bundle: BundleOptions(k: 2, stop: NeverRule())
        )
        let waiting = Task { try await run.output }
        await gate.arrivals(atLeast: 2)
        waiting.cancel()
        // The tool sees that it is cancelled when it goes on.
        for await event in run.events where event.name == "cancelled" || event.name == "bundle_ready" {
            gate.open()
            break
        }
        let output = try await waiting.value
        #expect(output.bundle.meta.endedBy == .cancelled)
        #expect(output.status == .failed)
        #expect(output.bundle.replicates.map { $0.failure?.code } == [.cancelled, .cancelled])
    }

    @Test("A bundle that is extended by the client equals a longer run, and a rerun equals the bundle")
    func extendAndRerun() async throws {
        let client = try client(Tools.digit)
        func run(_ k: Int) async throws -> EvidenceBundle {
            try await client.run(request: [:], tool: "digit", bundle: BundleOptions(k: k, stop: NeverRule())).output
                .bundle
        }
        let short = try await run(4)
        #expect(try await client.extend(short, by: 5).output.bundle.digest == run(9).digest)
        #expect(try await client.rerun(short).output.bundle.digest == short.digest)
        let error = try #require(throws: AssayError.self) { try AssayClient().rerun(short) }
        #expect(error.code == .unknownTool)
    }
}
