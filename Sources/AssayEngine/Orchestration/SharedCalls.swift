internal import AssayCore
internal import Synchronization

/// The calls under idempotency keys that go on in this process; a second caller joins the first.
final class SharedCalls: Sendable {
    private let calls = Mutex<[String: Call]>([:])

    private struct Call {
        let fingerprint: String
        let promise: Promise<Result<OrchestrationOutput, any Error>>
        var task: Task<Void, Never>?
        /// Who waits, each by a number; the first has 0.
        var waiting: Set<Int> = [0]
        var latest = 0
    }

    /// Joins the call of a key, or begins it.
    ///
    /// A caller that is cancelled leaves; when the last one leaves, the call itself is cancelled, and what it came to is
    /// that caller's.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - fingerprint: What tells the call from others.
    ///   - limit: How long a caller that joins waits; the first one's limit is that of the call itself.
    ///   - timeline: What the limit is measured with.
    ///   - work: The call.
    /// - Returns: what the call came to, for all who wait.
    /// - Throws: ``ConflictError`` when the key's call is another one, ``AssayError/Code/inFlight`` when it goes on beyond
    ///   the limit.
    func run(
        _ key: String,
        fingerprint: String,
        within limit: Duration?,
        on timeline: Timeline,
        _ work: @escaping @Sendable () async throws -> OrchestrationOutput
    ) async throws -> OrchestrationOutput {
        let (promise, caller) = try join(key, fingerprint)
        let isFirst = caller == 0
        if isFirst { begin(key, promise, work) }
        let own = Promise<Result<OrchestrationOutput, any Error>>()
        Task { own.fulfil(await promise.value) }
        let timer =
            isFirst
            ? nil
            : limit.map { limit in
                let end = timeline.now() + limit
                return Task {
                    guard (try? await timeline.sleep(until: end)) != nil, !leave(key, promise, caller) else { return }
                    own.fulfil(.failure(AssayError(.inFlight, "the call of this key still goes on", isRetryable: true)))
                }
            }
        defer { timer?.cancel() }
        let result = await withTaskCancellationHandler {
            await own.value
        } onCancel: {
            guard !leave(key, promise, caller) else { return }
            own.fulfil(.failure(AssayError(.cancelled, "the caller left; the call goes on for the others")))
        }
        return try result.get()
    }

    private func join(
        _ key: String,
        _ fingerprint: String
    ) throws -> (Promise<Result<OrchestrationOutput, any Error>>, caller: Int) {
        try calls.withLock { calls throws(ConflictError) in
            guard let call = calls[key] else {
                let call = Call(fingerprint: fingerprint, promise: Promise())
                calls[key] = call
                return (call.promise, 0)
            }
            guard call.fingerprint == fingerprint else { throw ConflictError(key: key) }
            let caller = call.latest + 1
            calls[key]?.latest = caller
            calls[key]?.waiting.insert(caller)
            return (call.promise, caller)
        }
    }

    private func begin(
        _ key: String,
        _ promise: Promise<Result<OrchestrationOutput, any Error>>,
        _ work: @escaping @Sendable () async throws -> OrchestrationOutput
    ) {
        let task = Task {
            let result: Result<OrchestrationOutput, any Error>
            do { result = .success(try await work()) } catch { result = .failure(error) }
            self.calls.withLock { $0[key] = nil }
            promise.fulfil(result)
        }
        let isDeserted = calls.withLock { calls in
            calls[key]?.task = task
            return calls[key]?.waiting.isEmpty ?? false
        }
        if isDeserted { task.cancel() }
    }

    /// A caller leaves once; doing so again, for another reason, takes the call from nobody.
    ///
    /// - Returns: whether there is still something on its way to the caller, who was the last one, or has left before.
    private func leave(
        _ key: String,
        _ promise: Promise<Result<OrchestrationOutput, any Error>>,
        _ caller: Int
    ) -> Bool {
        let (isLast, task) = calls.withLock { calls -> (Bool, Task<Void, Never>?) in
            // The call is over: the result is on its way.
            guard let call = calls[key], call.promise === promise, call.waiting.contains(caller) else {
                return (true, nil)
            }
            calls[key]?.waiting.remove(caller)
            let isLast = call.waiting.count == 1
            return (isLast, isLast ? call.task : nil)
        }
        task?.cancel()
        return isLast
    }
}
