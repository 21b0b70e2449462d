import AssayTesting
import Foundation
import TestSupport
import Testing

@testable import AssayCore
@testable import AssayPlugins

@Suite("Plugins that crash again and again", .offPool)
struct QuarantineTests {
    @Test("The third crash within a minute keeps a plugin out for ten minutes")
    func history() {
        var history = CrashHistory()
        for second in [0, 30] as [Int64] { history.recordCrash(atMS: second * 1000) }
        #expect(!history.isQuarantined(atMS: 31_000))
        history.recordCrash(atMS: 60_000)
        #expect(history.isQuarantined(atMS: 60_000))
        #expect(history.isQuarantined(atMS: 659_999))
        #expect(!history.isQuarantined(atMS: 660_000))
        #expect(history.isForgotten(atMS: 660_000))
    }

    @Test("Crashes further apart are forgotten")
    func slowCrashes() {
        var history = CrashHistory()
        for second in stride(from: 0 as Int64, to: 1000, by: 31) {
            history.recordCrash(atMS: second * 1000)
            #expect(!history.isQuarantined(atMS: second * 1000))
        }
    }

    @Test("A clock that is set back keeps nobody out for longer than ten minutes")
    func clockSetBack() {
        var history = CrashHistory()
        for _ in 0..<3 { history.recordCrash(atMS: 10_000_000) }
        #expect(history.isQuarantined(atMS: 10_000_000))
        #expect(!history.isQuarantined(atMS: 0))
        history.recordCrash(atMS: 0)
        #expect(!history.isQuarantined(atMS: 0))
        #expect(history.crashesMS == [0])
    }

    @Test("A run that has begun goes on; a later one is refused, until time has passed")
    func admission() async throws {
        let clock = ManualClock()
        let quarantine = CrashQuarantine(clock: clock.wallClock)
        let (first, second) = (String(repeating: "a", count: 32), String(repeating: "b", count: 32))
        try quarantine.admit("digest", traceID: first)
        for _ in 0..<3 { quarantine.recordCrash(of: "digest") }
        try quarantine.admit("digest", traceID: first)
        #expect(throws: CrashQuarantine.refusal) { try quarantine.admit("digest", traceID: second) }
        try quarantine.admit("another", traceID: second)
        clock.advance(by: .seconds(600))
        try quarantine.admit("digest", traceID: second)
    }

    @Test("A plugin that crashes is refused by name of its bytes, and its run stands")
    func crashingPlugin() async throws {
        let folder = try Folder()
        // Its minute must not depend on how long the crashes take.
        let quarantine = CrashQuarantine(clock: ManualClock().wallClock)
        let path = try Sample(invoke: #"if (call->seed % 2) abort(); ANSWER("{\"value\":1}"); return 0;"#).build(
            in: folder
        )
        var options = WorkerOptions.test
        options.quarantine = quarantine
        let tool = try #require(try PluginLoader.load(path: path, isolation: .worker(options)).first)
        let trace = String(repeating: "c", count: 32)
        var answers = 0
        for seed in 0..<12 {
            let call = ToolCall(request: [:], seed: UInt64(seed), traceID: trace)
            let answer = try? await Task(executorPreference: ThreadPerJob.shared) { try await tool.execute(call) }.value
            if answer != nil { answers += 1 }
        }
        #expect(answers == 6)
        #expect(quarantine.holds(try PluginDiscovery.inspect(path).sha256))
        #expect(try await tool.failure().code == .pluginQuarantined)
        let error = #expect(throws: AssayError.self) { try PluginLoader.load(path: path, isolation: .worker(options)) }
        #expect(error?.code == .pluginQuarantined)
    }
}
