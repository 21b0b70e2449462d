internal import Dispatch
internal import Foundation
internal import Synchronization

/// Threads on which tools may block, apart from Swift's cooperative pool.
///
/// Jobs that are over in microseconds follow each other on one thread, because waking another one costs more than they do.
/// A monitor looks after jobs that wait: where nothing moves it wakes twice as many threads at every look, so a blocked tool
/// holds up nobody else for long. A thread without work for ten seconds ends.
final class ToolThreads: TaskExecutor {
    static let shared = ToolThreads()

    private struct State {
        var jobs = JobQueue()
        /// Threads that wait for work, and will not be woken by a signal that is under way.
        var idle = 0
        /// Threads that run jobs, or are about to.
        var active = 0
        /// Jobs begun so far.
        var begun = 0
        var isMonitored = false
        /// Whether the monitor's thread has been started.
        var hasMonitor = false
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let monitorWake = DispatchSemaphore(value: 0)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let (isFirst, needsMonitor, isNew) = state.withLock { state in
            state.jobs.append(job)
            if state.active == 0 { return (true, false, false) }
            defer { (state.isMonitored, state.hasMonitor) = (true, true) }
            return (false, !state.isMonitored, !state.hasMonitor)
        }
        if isFirst { activate(1) }
        if isNew { startThread("assay-monitor") { $0.monitor() } }
        if needsMonitor { monitorWake.signal() }
    }

    /// Runs work that may wait for another job of these threads.
    func blocking<T>(_ work: () -> T) -> T {
        activate(1)
        return work()
    }

    private func activate(_ count: Int) {
        let fresh = state.withLock { state in
            let woken = min(count, state.idle)
            state.idle -= woken
            state.active += count
            return count - woken
        }
        for _ in 0..<count - fresh { wake.signal() }
        for _ in 0..<fresh { startThread("assay-tool") { $0.work() } }
    }

    private func startThread(_ name: String, _ body: @escaping @Sendable (ToolThreads) -> Void) {
        let thread = Thread { [self] in body(self) }
        thread.name = name
        thread.stackSize = 8 << 20
        thread.start()
    }

    private func work() {
        while true {
            while let job = nextJob() { job.runSynchronously(on: asUnownedTaskExecutor()) }
            // Where the thread is not superfluous the signal is on its way, and has to be taken.
            while wake.wait(timeout: .now() + 10) == .timedOut { if isSuperfluous() { return } }
        }
    }

    private func nextJob() -> UnownedJob? {
        state.withLock { state in
            guard let job = state.jobs.popFirst() else {
                state.active -= 1
                state.idle += 1
                return nil
            }
            state.begun += 1
            return job
        }
    }

    /// Whether a thread that has waited in vain may end; where none is idle, a signal for it is under way.
    private func isSuperfluous() -> Bool {
        state.withLock { state in
            guard state.idle > 0 else { return false }
            state.idle -= 1
            return true
        }
    }
}

// MARK: Looking after jobs that wait

extension ToolThreads {
    /// How long jobs may wait before somebody looks.
    private static let interval: UInt32 = 50
    /// Jobs begun between two looks that show that they are too short to share.
    private static let shortJobs = 8
    private static let cores = ProcessInfo.processInfo.activeProcessorCount

    private func monitor() {
        while true {
            monitorWake.wait()
            var begun = -1
            var burst = 1
            while true {
                usleep(Self.interval)
                guard let look = look(since: begun) else { break }
                begun = look.begun
                burst = look.isStuck ? min(burst * 2, 256) : 1
                if look.needsHelp { activate(min(burst, look.waiting)) }
            }
        }
    }

    /// - Returns: what goes on, or `nil` when no job waits and the monitor may rest.
    private func look(since begun: Int) -> (begun: Int, waiting: Int, isStuck: Bool, needsHelp: Bool)? {
        state.withLock { state in
            guard state.jobs.count > 0 else {
                state.isMonitored = false
                return nil
            }
            let progress = state.begun - begun
            let isStuck = progress == 0
            let hasRoom = state.active < Self.cores && progress < Self.shortJobs
            return (state.begun, state.jobs.count, isStuck, isStuck || hasRoom)
        }
    }
}

/// Jobs in the order they came.
private struct JobQueue {
    private var jobs: [UnownedJob] = []
    private var head = 0

    var count: Int { jobs.count - head }

    mutating func append(_ job: UnownedJob) { jobs.append(job) }

    mutating func popFirst() -> UnownedJob? {
        guard head < jobs.count else { return nil }
        defer { head += 1 }
        let job = jobs[head]
        if head == jobs.count - 1 {
            jobs.removeAll(keepingCapacity: jobs.capacity <= 4096)
            head = -1
        }
        return job
    }
}
