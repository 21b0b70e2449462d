import AssayTesting
import Foundation
import Synchronization

/// Runs tasks on one thread, and moves the clock to the next sleeper whenever none of them can go on.
///
/// What happens, and in which order, then depends on the clock alone.
final class VirtualTime: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    private let isFinished = Atomic(false)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
    }

    static func run<T: Sendable>(_ clock: ManualClock, _ work: @escaping @Sendable () async throws -> T) async throws
        -> T
    {
        let executor = VirtualTime()
        let task = Task(executorPreference: executor) {
            defer { executor.isFinished.store(true, ordering: .sequentiallyConsistent) }
            return try await work()
        }
        Thread { executor.loop(clock) }.start()
        return try await task.value
    }

    private func loop(_ clock: ManualClock) {
        while true {
            if let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
                job.runSynchronously(on: asUnownedTaskExecutor())
            } else if isFinished.load(ordering: .sequentiallyConsistent) {
                return
            } else if clock.sleeperCount > 0 {
                clock.advanceToNextSleeper()
            } else {
                usleep(100)
            }
        }
    }
}
