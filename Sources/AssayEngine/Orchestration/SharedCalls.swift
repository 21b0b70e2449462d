internal import AssayCore
internal import Synchronization

/// The calls under idempotency keys that go on in this process; a second caller joins the first.
final class SharedCalls: Sendable {
    private let calls = Mutex<[String: Call]>([:])

    private struct Call {
        let fingerprint: String
        let promise: Promise<Result<OrchestrationOutput, any Error>>
        var task: Task<Void, Never>?
        var waiting = 1
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
        let (promise, isFirst) = try join(key, fingerprint)
        if isFirst { begin(key, promise, work) }
        let own = Promise<Result<OrchestrationOutput, any Error>>()
        // A caller leaves once, for one reason: leaving twice would take the call from the others.
        let isGone = Flag()
        Task { own.fulfil(await promise.value) }
        let timer =
            isFirst
            ? nil
            : limit.map { limit in
                let end = timeline.now() + limit
                return Task {
                    guard (try? await timeline.sleep(until: end)) != nil, !isGone.exchange(true),
                        !leave(key, promise)
                    else { return }
                    own.fulfil(.failure(AssayError(.inFlight, "the call of this key still goes on", isRetryable: true)))
                }
            }
        defer { timer?.cancel() }
        let result = await withTaskCancellationHandler {
            await own.value
        } onCancel: {
            guard !isGone.exchange(true), !leave(key, promise) else { return }
            own.fulfil(.failure(AssayError(.cancelled, "the caller left; the call goes on for the others")))
        }
        return try result.get()
    }

    private func join(
        _ key: String,
        _ fingerprint: String
    ) throws -> (Promise<Result<OrchestrationOutput, any Error>>, isFirst: Bool) {
        try calls.withLock { calls throws(ConflictError) in
            guard let call = calls[key] else {
                let call = Call(fingerprint: fingerprint, promise: Promise())
                calls[key] = call
                return (call.promise, true)
            }
            guard call.fingerprint == fingerprint else { throw ConflictError(key: key) }
            calls[key]?.waiting += 1
            return (call.promise, false)
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
            return calls[key].map { $0.waiting == 0 } ?? false
        }
        if isDeserted { task.cancel() }
    }

    /// - Returns: whether the caller was the last one, and waits for what the cancelled call comes to.
    private func leave(_ key: String, _ promise: Promise<Result<OrchestrationOutput, any Error>>) -> Bool {
        let (isLast, task) = calls.withLock { calls -> (Bool, Task<Void, Never>?) in
            // The call is over: the result is on its way.
            guard let call = calls[key], call.promise === promise else { return (true, nil) }
            calls[key]?.waiting -= 1
            return (call.waiting == 1, call.waiting == 1 ? call.task : nil)
        }
        task?.cancel()
        return isLast
    }
}

private final class Flag: Sendable {
    private let value = Mutex(false)

    /// Sets the flag, and returns what it was.
    func exchange(_ new: Bool) -> Bool {
        value.withLock { value in
            defer { value = new }
            return value
        }
    }
}
