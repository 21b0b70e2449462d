internal import Synchronization

/// A limit on the calls of one tool at once; further ones wait in line, up to a length.
///
/// A place that is dropped without a word comes back by itself.
public final class Bulkhead: Sendable {
    /// The most calls at once.
    public let calls: Int
    /// The most that wait.
    public let waiting: Int
    private let state = Mutex(State())

    private struct State {
        var taken = 0
        var nextID = 0
        var line: [(id: Int, continuation: CheckedContinuation<Answer, Never>)] = []
    }

    private enum Answer {
        case granted
        case full
        case cancelled
    }

    /// Creates an empty one.
    public init(calls: Int, waiting: Int = .max) {
        self.calls = max(1, calls)
        self.waiting = max(0, waiting)
    }

    /// How many places are taken.
    public var taken: Int { state.withLock { $0.taken } }

    /// How many wait.
    public var waitingCount: Int { state.withLock { $0.line.count } }

    /// Waits for a place.
    ///
    /// - Throws: ``AssayError/Code/bulkheadFull`` when the line is full, ``AssayError/Code/cancelled`` when the task was
    ///   cancelled first.
    public func enter() async throws(AssayError) -> Place {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        let answer = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in queue(id, continuation) }
        } onCancel: {
            let waiting = state.withLock { state in
                state.line.firstIndex { $0.id == id }.map { state.line.remove(at: $0) }
            }
            waiting?.continuation.resume(returning: .cancelled)
        }
        switch answer {
        case .granted: return Place(in: self)
        case .cancelled: throw AssayError(.cancelled, "the call was cancelled while it waited in line")
        case .full:
            throw AssayError(.bulkheadFull, "too many calls of the tool wait in line already", isRetryable: true)
        }
    }

    private func queue(_ id: Int, _ continuation: CheckedContinuation<Answer, Never>) {
        let answer: Answer? = state.withLock { state in
            if Task.isCancelled { return .cancelled }
            if state.taken < calls {
                state.taken += 1
                return .granted
            }
            if state.line.count >= waiting { return .full }
            state.line.append((id, continuation))
            return nil
        }
        if let answer { continuation.resume(returning: answer) }
    }

    fileprivate func leave() {
        // The place goes straight to the first in line, so that nobody else can take it in between.
        let next = state.withLock { state -> CheckedContinuation<Answer, Never>? in
            guard !state.line.isEmpty else {
                state.taken -= 1
                return nil
            }
            return state.line.removeFirst().continuation
        }
        next?.resume(returning: .granted)
    }

    /// The right to make one call; it ends with the value.
    public struct Place: ~Copyable, Sendable {
        private let bulkhead: Bulkhead

        fileprivate init(in bulkhead: Bulkhead) { self.bulkhead = bulkhead }

        deinit { bulkhead.leave() }
    }
}
