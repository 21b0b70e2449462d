internal import Dispatch
internal import Foundation
internal import Synchronization

/// Threads on which tools may block, apart from Swift's cooperative pool.
///
/// Jobs that are over in microseconds follow each other on one thread, because waking another one costs more than they do.
/// A monitor looks after jobs that wait: where nothing moves it wakes twice as many threads at every look, so a blocked tool
/// holds up nobody else for long. The thread that became idle last is woken first, so that those which are needed seldom
/// stay idle; a thread without work for ten seconds ends.
package final class ToolThreads: TaskExecutor {
    package static let shared = ToolThreads()

    /// The shared threads; `nil` where the current task runs on an executor that somebody chose, which then keeps it.
    package static var unlessChosen: ToolThreads? {
        withUnsafeCurrentTask { $0?.unownedTaskExecutor } == nil ? shared : nil
    }

    private struct State {
        var jobs = JobQueue<UnownedJob>()
        /// What wakes each thread that waits for work and will not be woken by a signal that is under way; latest last.
        var idle: [DispatchSemaphore] = []
        /// Threads that run jobs, or are about to.
        var active = 0
        /// Active threads that have not run since they were woken or created.
        var coming = 0
        /// Jobs begun so far.
        var begun = 0
        var isMonitored = false
        /// Whether the monitor's thread has been started.
        var hasMonitor = false
    }

    private let state = Mutex(State())
    private let monitorWake = DispatchSemaphore(value: 0)
    private let longestIdleTime: DispatchTimeInterval

    init(longestIdleTime: DispatchTimeInterval = .seconds(10)) { self.longestIdleTime = longestIdleTime }

    /// How many threads have work and how many have none.
    var census: (active: Int, idle: Int) { state.withLock { ($0.active, $0.idle.count) } }

    package func enqueue(_ job: consuming ExecutorJob) {
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
        for _ in 0..<count {
            let idle = state.withLock { state in
                state.active += 1
                state.coming += 1
                return state.idle.popLast()
            }
            if let idle { idle.signal() } else { startThread("assay-tool") { $0.work() } }
        }
    }

    private func startThread(_ name: String, _ body: @escaping @Sendable (ToolThreads) -> Void) {
        let thread = Thread { [self] in body(self) }
        thread.name = name
        thread.stackSize = 8 << 20
        thread.start()
    }

    private func work() {
        let wake = DispatchSemaphore(value: 0)
        while true {
            state.withLock { $0.coming -= 1 }
            while let job = nextJob(orWaitFor: wake) { job.runSynchronously(on: asUnownedTaskExecutor()) }
            // Where the thread is not superfluous the signal is on its way, and has to be taken.
            while wake.wait(timeout: .now() + longestIdleTime) == .timedOut { if isSuperfluous(wake) { return } }
        }
    }

    private func nextJob(orWaitFor wake: DispatchSemaphore) -> UnownedJob? {
        state.withLock { state in
            guard let job = state.jobs.popFirst() else {
                state.active -= 1
                state.idle.append(wake)
                return nil
            }
            state.begun += 1
            return job
        }
    }

    /// Whether a thread that has waited in vain may end; where it is not among the idle ones, a signal for it is under way.
    private func isSuperfluous(_ wake: DispatchSemaphore) -> Bool {
        state.withLock { state in
            guard let place = state.idle.firstIndex(where: { $0 === wake }) else { return false }
            state.idle.remove(at: place)
            return true
        }
    }
}

// MARK: Looking after jobs that wait

extension ToolThreads {
    /// How long jobs may wait before somebody looks.
    private static let interval: UInt32 = 50

    private func monitor() {
        while true {
            monitorWake.wait()
            var relief = ThreadRelief()
            while true {
                usleep(Self.interval)
                guard let look = look() else { break }
                let count = relief.threads(after: look)
                if count > 0 { activate(count) }
            }
        }
    }

    /// - Returns: what goes on, or `nil` when no job waits and the monitor may rest.
    private func look() -> ThreadRelief.Look? {
        state.withLock { state in
            guard state.jobs.count > 0 else {
                state.isMonitored = false
                return nil
            }
            return ThreadRelief.Look(
                waiting: state.jobs.count,
                begun: state.begun,
                active: state.active,
                coming: state.coming
            )
        }
    }
}
