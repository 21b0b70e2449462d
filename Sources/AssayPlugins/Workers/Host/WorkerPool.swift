internal import AssayCore
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The workers of one plugin or manifest: started as calls need them, used again while they are sound.
final class WorkerPool: Sendable {
    let plan: WorkerPlan
    let digest: String
    private let state = Mutex(State())
    private let freed: Counter
    /// What every worker must load, in this order: calls go by place.
    private let names: [String]

    private struct State {
        var idle: [Worker] = []
        /// Workers that are idle, busy or about to start.
        var living = 0
        var waiting = 0
        /// Crashes since the last call that went well.
        var crashes = 0
    }

    /// How deep calls may be inside callbacks of calls.
    @TaskLocal private static var depth = 0
    private static let deepest = 8
    private static let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

    /// Takes over a worker that has just loaded.
    init(_ plan: WorkerPlan, digest: String, first: Worker) throws(AssayError) {
        self.plan = plan
        self.digest = digest
        freed = try Counter()
        names = first.tools.map(\.descriptor.name)
        state.withLock {
            $0.idle = [first]
            $0.living = 1
        }
    }

    /// Runs a call on a worker of its own.
    ///
    /// The time limit of the call covers the wait for a worker, its start and the call itself.
    func run(_ call: ToolCall, _ body: (Worker, Patience) -> Worker.Reply) throws(AssayError) -> Worker.Reply {
        try plan.options.quarantine.admit(digest, traceID: call.traceID)
        let patience = Patience(call)
        let worker = try take(patience)
        let reply = body(worker, patience)
        giveBack(worker, after: reply)
        report(reply, to: call)
        return reply
    }

    /// Runs what a callback asks for, one level deeper.
    static func nested<T>(_ body: () throws(AssayError) -> T) throws(AssayError) -> T {
        guard depth < deepest else {
            throw AssayError(.pluginBusy, "callbacks call each other \(deepest) levels deep; that is the limit")
        }
        let result: Result<T, AssayError> = $depth.withValue(depth + 1) {
            Result { () throws(AssayError) in try body() }
        }
        return try result.get()
    }
}

// MARK: Taking and giving back

extension WorkerPool {
    private enum Step {
        case use(Worker)
        case start(pause: UInt32)
        case wait
    }

    private func take(_ patience: Patience) throws(AssayError) -> Worker {
        var hasWaited = false
        while true {
            switch next(hasWaited: hasWaited) {
            case .use(let worker): return worker
            case .start(let pause): return try start(after: pause, patience)
            case .wait:
                freed.wait(milliseconds: hasWaited ? 10 : 2)
                state.withLock { $0.waiting -= 1 }
                hasWaited = true
                if let ending = patience.ending { throw ending }
            }
        }
    }

    private func next(hasWaited: Bool) -> Step {
        let isNested = Self.depth > 0
        return state.withLock { state in
            if let worker = state.idle.popLast() { return .use(worker) }
            // More workers than processors help only calls that wait, so a short call is given the time to end. A call
            // inside another's callback must never wait: the worker it waits for may be waiting for it.
            let mayStart = state.living < plan.options.maxWorkers && (state.living < Self.cores || hasWaited)
            guard isNested || mayStart || state.living == 0 else {
                state.waiting += 1
                return .wait
            }
            state.living += 1
            return .start(pause: Self.pause(after: state.crashes))
        }
    }

    /// Microseconds to wait before another worker is started: none at first, then twice as long every time.
    private static func pause(after crashes: Int) -> UInt32 {
        crashes < 2 ? 0 : min(100_000, 5_000 << UInt32(min(crashes - 2, 5)))
    }

    private func start(after pause: UInt32, _ patience: Patience) throws(AssayError) -> Worker {
        if pause > 0 { usleep(pause) }
        do throws(AssayError) {
            let worker = try Worker(plan, for: patience)
            guard worker.tools.map(\.descriptor.name) == names else {
                throw AssayError(.protocolError, "the plugin offers other tools than when it was loaded first")
            }
            return worker
        } catch {
            if error.code == .loadTimeout { plan.options.quarantine.recordCrash(of: digest) }
            leave()
            throw error
        }
    }

    private func giveBack(_ worker: Worker, after reply: Worker.Reply) {
        if reply.isCrash { plan.options.quarantine.recordCrash(of: digest) }
        guard !reply.isLost, isSound(reply.health), worker.callCount < plan.options.callsPerWorker else {
            if reply.isCrash { state.withLock { $0.crashes += 1 } }
            leave()
            return
        }
        let isAwaited = state.withLock { state in
            state.crashes = 0
            state.idle.append(worker)
            return state.waiting > 0
        }
        if isAwaited { freed.raise() }
    }

    private func isSound(_ health: WorkerHealth) -> Bool {
        health.changes.isEmpty && health.resident <= plan.options.residentLimit
    }

    /// One worker less, so that another may start.
    private func leave() {
        let isAwaited = state.withLock { state in
            state.living -= 1
            return state.waiting > 0
        }
        if isAwaited { freed.raise() }
    }

    /// Says what the plugin printed and what it changed in its process, which is no part of the evidence.
    private func report(_ reply: Worker.Reply, to call: ToolCall) {
        if !reply.isLost, !isSound(reply.health) {
            let isLarge = reply.health.resident > plan.options.residentLimit
            let left = reply.health.changes.names + (isLarge ? ["memory"] : [])
            call.signal(.custom(name: "worker.replaced", data: ["left": .array(left.map(Value.string))]))
        }
        guard reply.output.count > 0 || reply.errors.count > 0 else { return }
        var data: Object = [
            "stdout_bytes": Value(reply.output.count), "stderr_bytes": Value(reply.errors.count),
        ]
        if plan.options.keepsOutput {
            data["stdout"] = .string(String(decoding: reply.output.text, as: UTF8.self))
            data["stderr"] = .string(String(decoding: reply.errors.text, as: UTF8.self))
        }
        // Why it crashed is seldom said elsewhere.
        if reply.isCrash, reply.errors.count > 0 {
            data["stderr_tail"] = .string(String(decoding: reply.errors.tail, as: UTF8.self))
        }
        call.signal(.custom(name: "worker.output", data: .object(data)))
    }
}

extension Worker.Reply {
    /// Whether the plugin, and nobody else, ended the worker.
    fileprivate var isCrash: Bool {
        guard isLost, case .failure(let error) = result else { return false }
        return error.isCrash || error.code == .protocolError
    }
}

extension AssayError {
    /// Whether it tells that a plugin ended its process.
    var isCrash: Bool { [.pluginCrashed, .pluginExited, .outOfMemory].contains(code) }
}
