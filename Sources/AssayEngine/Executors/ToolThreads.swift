internal import Dispatch
internal import Foundation
internal import Synchronization

/// Threads on which tools may block, apart from Swift's cooperative pool.
///
/// A job that finds no idle thread gets a new one, so a blocked tool holds up nobody else. A thread without work for ten
/// seconds ends.
final class ToolThreads: TaskExecutor {
    static let shared = ToolThreads()

    private struct State {
        var jobs: [UnownedJob] = []
        var idle = 0
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let needsThread = state.withLock { state in
            state.jobs.append(job)
            return state.jobs.count > state.idle
        }
        if needsThread { startThread() }
        wake.signal()
    }

    private func startThread() {
        state.withLock { $0.idle += 1 }
        let thread = Thread { [self] in work() }
        thread.name = "assay-tool"
        thread.stackSize = 8 << 20
        thread.start()
    }

    private func work() {
        while true {
            let isTimedOut = wake.wait(timeout: .now() + 10) == .timedOut
            let (job, isDone): (UnownedJob?, Bool) = state.withLock { state in
                if state.jobs.isEmpty {
                    if isTimedOut { state.idle -= 1 }
                    return (nil, isTimedOut)
                }
                state.idle -= 1
                return (state.jobs.removeFirst(), false)
            }
            if isDone { return }
            guard let job else { continue }
            job.runSynchronously(on: asUnownedTaskExecutor())
            state.withLock { $0.idle += 1 }
        }
    }
}
