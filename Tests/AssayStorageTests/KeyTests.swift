import AssayCore
import AssayEngine
import AssayStorage
import AssayTesting
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite("One key, one execution, in a file", .serialized)
struct KeyTests {
    private let folder: Folder
    private var path: String { folder.file("state.db") }
    private var log: [String] { Driver.lines(path + ".log") }

    init() throws { folder = try Folder() }

    /// An orchestrator with a store of its own on the file, as another process would have it.
    private func orchestrator(_ tool: any Tool) async throws -> ReliableOrchestrator {
        let registry = ToolRegistry()
        try registry.register(tool)
        return try ReliableOrchestrator(registry: registry, store: try await SQLiteStateStore(path: path))
    }

    private func order(_ orchestrator: ReliableOrchestrator, _ value: Value = "a") async throws -> OrchestrationOutput {
        try await orchestrator.run(
            request: ["value": value],
            toolName: "called",
            toolOptions: ["k": 1],
            options: OrchestrationConfig(idempotencyKey: "order")
        )
    }

    private static func called(
        _ flags: ToolDescriptor.Flags = .concurrent,
        _ answer: @escaping @Sendable () async -> Value = { ["answer": 7] }
    ) -> ScriptedTool {
        ScriptedTool(ToolDescriptor(name: "called", flags: flags)) { _ in ToolResult(await answer()) }
    }

    @Test(
        "Two orchestrators on one file run a call once; the second one's answer is the first's to the byte, and marked"
    )
    func oneProcess() async throws {
        let calls = Mutex(0)
        let gate = Gate()
        let tool = Self.called {
            calls.withLock { $0 += 1 }
            await gate.wait()
            return ["answer": 7]
        }
        let (first, second) = (try await orchestrator(tool), try await orchestrator(tool))
        async let original = order(first)
        await gate.arrivals(atLeast: 1)
        async let replay = order(second)
        gate.open()
        let outputs = try await (original, replay)
        #expect(!outputs.0.isReplayed && outputs.1.isReplayed)
        #expect(outputs.0.bundle.json == outputs.1.bundle.json)
        #expect(calls.withLock { $0 } == 1)
    }

    @Test("Another request under the key is a conflict, also after the file was closed and opened again")
    func conflict() async throws {
        _ = try await order(try await orchestrator(Self.called()))
        let later = try await orchestrator(Self.called())
        await #expect(throws: ConflictError.self) { _ = try await order(later, "b") }
        #expect(try await order(later).isReplayed)
    }

    @Test("Of two processes with one key one calls the tool, and the other one gets its answer")
    func twoProcesses() async throws {
        mkfifo(path + ".gate", 0o600)
        async let first = Driver.run(["call", path, "a", "gate"])
        while log.isEmpty { await Task.yield() }
        async let second = Driver.run(["call", path, "a", "plain"])
        // The gate opens when the tool's process and this one have it open.
        let gate = path + ".gate"
        _ = try await onThread { close(open(gate, O_WRONLY)) }
        #expect(try await (first.status, second.status) == (0, 0))
        let conflict = try await Driver.run(["call", path, "b", "plain"])
        #expect(conflict.status == 0)
        #expect(log.count { $0 == "called" } == 1)
        let answers = log.filter { $0.hasPrefix("answered") }.map { $0.split(separator: " ") }
        #expect(Set(answers.map { $0[1] }) == ["fresh", "replayed"])
        #expect(Set(answers.map { $0[2] }).count == 1)
        #expect(log.last == "error idempotency_conflict")
    }

    @Test("A process that dies during a call that may be repeated leaves its key free at once")
    func repeatable() async throws {
        #expect(try await Driver.run(["call", path, "a", "die"]).status == SIGKILL)
        #expect(try await Driver.run(["call", path, "a", "plain"]).status == 0)
        #expect(log.prefix(2) == ["called", "called"] && log.last?.hasPrefix("answered fresh") == true)
    }

    @Test("A process that dies during a call that must not be repeated leaves an unknown outcome, until it is resolved")
    func unknown() async throws {
        #expect(try await Driver.run(["call", path, "a", "effects-die"]).status == SIGKILL)
        for _ in 0..<2 { #expect(try await Driver.run(["call", path, "a", "effects-plain"]).status == 0) }
        #expect(log == ["called", "error unknown_outcome", "error unknown_outcome"])
        let here = try await orchestrator(Self.called([.concurrent, .sideEffects]))
        let error = await #expect(throws: AssayError.self) { _ = try await order(here) }
        #expect(error?.code == .unknownOutcome)
        #expect(try await SQLiteStateStore(path: path).resolve("order"))
        #expect(try await Driver.run(["call", path, "a", "effects-plain"]).status == 0)
        #expect(log.last?.hasPrefix("answered fresh") == true)
    }

    @Test("A key of a process that lives stays its own until the lease ends, whoever asks")
    func livingHolder() async throws {
        let store = try await SQLiteStateStore(path: path)
        let claim = IdempotencyClaim(
            key: "k",
            fingerprint: "f",
            owner: "o",
            lease: .seconds(3600),
            isRepeatable: true
        )
        guard case .claimed = try await store.claim(claim) else {
            Issue.record("a free key must be granted")
            return
        }
        let other = try await SQLiteStateStore(path: path)
        guard case .inFlight = try await other.claim(claim) else {
            Issue.record("a held key must not be granted")
            return
        }
    }
}
