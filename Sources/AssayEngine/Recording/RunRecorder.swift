internal import AssayCore
internal import Synchronization

/// Writes a run into a store while it goes on, in order and without holding it up.
///
/// What comes while something is being written is written together. The first failure ends the recording: the run goes on and
/// says so.
final class RunRecorder: Sendable {
    private let store: any RunStore
    private let runID: String
    private let state = Mutex(State())

    private struct State {
        var plan: EvidenceBundle?
        var replicates: [Replicate] = []
        var events: [Event] = []
        var bundle: EvidenceBundle?
        /// Told when everything before is written.
        var waiting: [@Sendable (AssayError?) -> Void] = []
        var isWriting = false
        var failure: AssayError?

        var isEmpty: Bool {
            plan == nil && replicates.isEmpty && events.isEmpty && bundle == nil && waiting.isEmpty
        }
    }

    init(_ store: any RunStore, runID: String) {
        self.store = store
        self.runID = runID
    }

    func begin(_ plan: EvidenceBundle, reusing replicates: [Replicate]) {
        add { state in
            state.plan = plan
            state.replicates = replicates
        }
    }

    func record(_ replicates: [Replicate]) { add { $0.replicates += replicates } }

    func record(_ events: [Event]) { add { $0.events += events } }

    /// Records the end, and tells when everything is written, or why it is not.
    func finish(_ bundle: EvidenceBundle, then done: @escaping @Sendable (AssayError?) -> Void) {
        add { state in
            state.bundle = bundle
            state.waiting.append(done)
        }
    }

    /// Tells when everything given so far is written, or why it is not.
    func flush(then done: @escaping @Sendable () -> Void) { add { $0.waiting.append { _ in done() } } }

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
    private func next() -> State? {
        state.withLock { state in
            guard !state.isEmpty else {
                state.isWriting = false
                return nil
            }
            let batch = state
            state = State(isWriting: true, failure: batch.failure)
            return batch
        }
    }

    private func write(_ batch: State) async throws(AssayError) {
        if let plan = batch.plan { try await store.begin(plan) }
        if !batch.replicates.isEmpty { try await store.record(batch.replicates, of: runID) }
        if !batch.events.isEmpty { try await store.append(batch.events, to: runID) }
        if let bundle = batch.bundle { try await store.finish(runID, with: bundle) }
    }
}
