import Assay
import AssayTesting
import Foundation
import Synchronization
import Testing

@Suite("C functions that call back into registered tools")
struct ClientCallbackTests {
    /// `qsort` of the C library, its order decided by the tool `order`.
    private static let manifest = """
        library: libc.so.6
        functions:
          - name: sort-by-tool
            symbol: qsort
            parameters:
              - {name: values, type: array, element: i32, direction: inout, length: count}
              - {name: count, type: u64}
              - {name: size, type: u64, value: 4}
              - name: compare
                type: callback
                tool: order
                parameters: [{name: a, type: i32, pointer: true}, {name: b, type: i32, pointer: true}]
                returns: {name: sign, type: i32}
        """

    /// A client with that function and a tool that compares.
    private func client(_ order: any Tool) async throws -> AssayClient {
        let folder = FileManager.default.temporaryDirectory.appending(path: "assay-callback-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "sort.tool.yaml").path()
        try Self.manifest.write(toFile: path, atomically: true, encoding: .utf8)
        let client = AssayClient()
        try client.registerTool(order)
        try await client.loadFunctions(from: path)
        return client
    }

    private static func sign(_ call: ToolCall) throws -> Value {
        guard let left = call.request["a"]?.int64, let right = call.request["b"]?.int64 else {
            throw AssayError(.invalidRequest, "a and b are needed")
        }
        return ["sign": .integer(left < right ? 1 : left > right ? -1 : 0)]
    }

    @Test("A Swift tool decides the order in which the C library sorts, in every replicate")
    func sorts() async throws {
        let client = try await client(ScriptedTool("order") { try Self.sign($0) })
        let run = try client.run(
            request: ["values": [3, -1, 8, 5]],
            tool: "sort-by-tool",
            bundle: BundleOptions(k: 4, stop: NeverRule())
        )
        let output = try await run.output
        #expect(output.bundle.outcome == .complete)
        #expect(output.content == ["values": [8, 5, 3, -1]])
    }

    @Test("The tool gets the seed and the trace of the call that it belongs to")
    func context() async throws {
        let seen = Mutex<Set<UInt64>>([])
        let traces = Mutex<Set<String>>([])
        let order = ScriptedTool("order") { call in
            seen.withLock { _ = $0.insert(call.seed) }
            traces.withLock { _ = $0.insert(call.traceID) }
            return try Self.sign(call)
        }
        let run = try await client(order).run(
            request: ["values": [2, 1]],
            tool: "sort-by-tool",
            bundle: BundleOptions(k: 3, stop: NeverRule())
        )
        let bundle = try await run.output.bundle
        #expect(seen.withLock { $0 } == Set(bundle.replicates.map(\.seed)))
        #expect(traces.withLock { $0 } == [run.traceID])
    }

    @Test("A tool that throws fails the call with its cause, is not asked again, and the next call works")
    func throwing() async throws {
        let asked = Mutex(0)
        let order = ScriptedTool("order") { call in
            asked.withLock { $0 += 1 }
            guard call.request["a"]?.int64 != 13, call.request["b"]?.int64 != 13 else {
                throw AssayError(.toolFailed, "thirteen cannot be ordered")
            }
            return try Self.sign(call)
        }
        let client = try await client(order)
        let options = BundleOptions(k: 1, stop: NeverRule())
        let failed = try await client.run(
            request: ["values": [13, 4, 13, 6, 13]],
            tool: "sort-by-tool",
            bundle: options
        )
        .output.bundle
        #expect(failed.outcome == .failed)
        #expect(failed.replicates[0].failure?.code == .toolFailed)
        #expect(failed.replicates[0].failure?.message.contains("callback compare: thirteen cannot be ordered") == true)
        #expect(asked.withLock { $0 } == 1)
        let next = try await client.run(request: ["values": [4, 6]], tool: "sort-by-tool", bundle: options).output
        #expect(next.content == ["values": [6, 4]])
    }

    @Test("An answer without the number that the library needs fails the call")
    func wrongAnswer() async throws {
        let client = try await client(ScriptedTool("order") { _ in ["direction": 1] })
        let bundle = try await client.run(
            request: ["values": [2, 1]],
            tool: "sort-by-tool",
            bundle: BundleOptions(k: 1)
        )
        .output.bundle
        #expect(bundle.replicates[0].failure?.message.contains("the answer of order has no sign") == true)
    }

    @Test("A tool that is not registered fails the call with its name")
    func unknownTool() async throws {
        let client = try await client(ScriptedTool("order") { try Self.sign($0) })
        client.registry.unregister("order")
        let bundle = try await client.run(
            request: ["values": [2, 1]],
            tool: "sort-by-tool",
            bundle: BundleOptions(k: 1)
        )
        .output.bundle
        #expect(bundle.replicates[0].failure?.message.contains("it asks the tool order: ") == true)
    }

    @Test("After a cancellation the tool is not asked again, though the C function goes on to its end")
    func cancelled() async throws {
        let asked = Mutex(0)
        let gate = Gate()
        let descriptor = ToolDescriptor(name: "order", flags: [.concurrent])
        let order = ScriptedTool(descriptor) { call in
            asked.withLock { $0 += 1 }
            await gate.wait()
            return ToolResult(try Self.sign(call))
        }
        let client = try await client(order)
        let options = BundleOptions(k: 1, stop: NeverRule())
        let run = try client.run(request: ["values": [5, 4, 3, 2, 1]], tool: "sort-by-tool", bundle: options)
        await gate.arrivals(atLeast: 1)
        run.cancel()
        // The tool goes on when the run is over, so that it cannot be faster than the cancellation.
        let bundle = try await run.output.bundle
        gate.open()
        #expect(bundle.meta.endedBy == .cancelled)
        // Calls of one library wait for one another, so the cancelled one has ended by then; one value needs no order.
        let next = try await client.run(request: ["values": [7]], tool: "sort-by-tool", bundle: options).output
        #expect(next.content == ["values": [7]])
        #expect(asked.withLock { $0 } == 1)
    }

    @Test("The evidence names the library's file and the manifest's entry")
    func identity() async throws {
        let client = try await client(ScriptedTool("order") { try Self.sign($0) })
        let run = try client.run(request: ["values": [2, 1]], tool: "sort-by-tool", bundle: BundleOptions(k: 1))
        let execution = try await run.output.bundle.execution
        let origin = try #require(client.listTools()["sort-by-tool"]?.origin)
        #expect(execution.toolPath?.contains("libc.so") == true)
        #expect(execution.toolManifestSHA256 == origin.manifestSHA256)
        #expect(execution.toolManifestSHA256?.count == 64)
    }
}
