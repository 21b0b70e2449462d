import Foundation
import TestSupport
import Testing

@testable import AssayCore

@Suite("Threads of tools", .offPool, .timeLimit(.minutes(2)))
struct ToolThreadsTests {
    /// Runs jobs that all wait until the last of them has a thread.
    private func occupy(_ threads: ToolThreads, _ count: Int) async {
        let arrived = Peak()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<count {
                group.addTask(executorPreference: threads) {
                    arrived.enter()
                    while arrived.value < count { usleep(100) }
                }
            }
        }
    }

    private func rest(_ threads: ToolThreads) { while threads.census.active > 0 { usleep(100) } }

    /// Threads that do not end before a test on a busy machine does.
    private func lastingThreads() -> ToolThreads { ToolThreads(longestIdleTime: .seconds(300)) }

    @Test("Jobs that block get a thread each")
    func blocked() async {
        let threads = lastingThreads()
        await occupy(threads, 12)
        rest(threads)
        #expect(threads.census.idle >= 12)
    }

    @Test("One job after the other stays on one thread, however many are idle")
    func lastIdleFirst() async {
        let threads = lastingThreads()
        await occupy(threads, 6)
        rest(threads)
        var used: Set<UInt> = []
        for _ in 0..<40 {
            used.insert(await Task(executorPreference: threads) { UInt(pthread_self()) }.value)
            rest(threads)
        }
        #expect(used.count == 1)
    }

    @Test("Threads without work end")
    func end() async {
        let threads = ToolThreads(longestIdleTime: .milliseconds(1))
        await occupy(threads, 6)
        while threads.census != (0, 0) { usleep(100) }
        #expect(await Task(executorPreference: threads) { 7 }.value == 7)
    }

    @Test("Work comes to no more threads than a few for each job at once, however often it comes")
    func steady() async {
        let threads = lastingThreads()
        for _ in 0..<200 {
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask(executorPreference: threads) { usleep(200) } }
            }
        }
        let (active, idle) = threads.census
        #expect(active + idle <= 12)
    }
}
