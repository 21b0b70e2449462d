internal import AssayCore
internal import Synchronization

/// Writes a run into a store while it goes on, in order.
///
/// What comes while something is being written is written together, so attempts that begin together cost one write. Nothing
/// waits but the beginning of an attempt. The first failure ends the recording: the run goes on and says so.
final class RunRecorder: Sendable {
    private let store: any RunStore
    private let runID: String
    /// The most one attempt can use.
    private let reserved: Usage
    private let history: RunHistory
    private let state = Mutex(State())

    private struct State {
        var batch = Batch()
        /// The replicates at which attempts were begun.
        var begun: Set<Int> = []
        var isWriting = false
        var failure: AssayError?
    }

    private struct Batch {
        var plan: EvidenceBundle?
        var progress = RunProgress()
        var bundle: EvidenceBundle?
        /// Told when everything before is written.
        var waiting: [@Sendable (AssayError?) -> Void] = []

        var isEmpty: Bool { plan == nil && progress.isEmpty && bundle == nil && waiting.isEmpty }
    }

    init(_ store: any RunStore, runID: String, reserved: Usage, history: RunHistory) {
        self.store = store
        self.runID = runID
        self.reserved = reserved
        self.history = history
    }

    func begin(_ plan: EvidenceBundle, reusing replicates: [Replicate]) {
        add { state in
            state.batch.plan = plan
            state.batch.progress.replicates = replicates
        }
    }

    /// Records that an attempt begins, and tells when that is written, or cannot be.
    func begin(_ call: ToolCall, then start: @escaping @Sendable () -> Void) {
        let attempt = StoredAttempt(
            replicate: call.replicate,
            number: call.attempt + history.lastAttempt(at: call.replicate),
            reserved: reserved
        )
        add { state in
            state.begun.insert(call.replicate)
            state.batch.progress.attempts.append(attempt)
            state.batch.waiting.append { _ in start() }
        }
    }

    /// Records what an attempt came to that another one follows.
    func settle(_ attempt: Attempt, at replicate: Int) {
        let number = attempt.number + history.lastAttempt(at: replicate)
        add { $0.batch.progress.attempts.append(ended(attempt.numbered(number), at: replicate)) }
    }

    /// Records replicates with all their attempts.
    func record(_ replicates: [Replicate]) {
        add { state in
            state.batch.progress.replicates += replicates
            for replicate in replicates where state.begun.remove(replicate.index) != nil {
                state.batch.progress.attempts += replicate.everyAttempt.map { ended($0, at: replicate.index) }
            }
        }
    }

    func record(_ events: [Event]) { add { $0.batch.progress.events += events } }

    /// Records the end, and tells when everything is written, or why it is not.
    func finish(_ bundle: EvidenceBundle, then done: @escaping @Sendable (AssayError?) -> Void) {
        add { state in
            state.batch.bundle = bundle
            state.batch.waiting.append(done)
        }
    }

    /// Tells when everything given so far is written, or why it is not.
    func flush(then done: @escaping @Sendable (AssayError?) -> Void) { add { $0.batch.waiting.append(done) } }

    private func ended(_ attempt: Attempt, at replicate: Int) -> StoredAttempt {
        StoredAttempt(replicate: replicate, number: attempt.number, reserved: reserved, ending: attempt)
    }

    private func add(_ change: (inout State) -> Void) {
        let isFirst = state.withLock { state in
            change(&state)
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if isFirst { Task { await write() } }
    }

    private func write() async {
        while let batch = next() {
            var failure = state.withLock { $0.failure }
            if failure == nil {
                do throws(AssayError) {
                    try await write(batch)
                } catch {
                    failure = error
                    state.withLock { $0.failure = error }
                }
            }
            for done in batch.waiting { done(failure) }
        }
    }

    /// Takes what is there; `nil` when there is nothing, and the next who adds something starts anew.
    private func next() -> Batch? {
        state.withLock { state in
            guard !state.batch.isEmpty else {
                state.isWriting = false
                return nil
            }
            defer { state.batch = Batch() }
            return state.batch
        }
    }

    private func write(_ batch: Batch) async throws(AssayError) {
        if let plan = batch.plan { try await store.begin(plan) }
        if !batch.progress.isEmpty { try await store.record(batch.progress, of: runID) }
        if let bundle = batch.bundle { try await store.finish(runID, with: bundle) }
    }
}
