internal import AssayCore
internal import Synchronization

/// Keeps plugins out that crash again and again: three crashes within a minute cost ten minutes.
///
/// A plugin is known by the SHA-256 of its file. What has begun goes on: a run's evidence must not depend on the order in
/// which its replicates crash, so a quarantine refuses later runs and loads, and never the rest of the run that caused it.
public final class CrashQuarantine: Sendable {
    /// The quarantine that everything in this process shares.
    public static let shared = CrashQuarantine()

    private let timeline: Timeline
    private let state = Mutex(State())

    private struct State {
        var histories: [String: CrashHistory] = [:]
        /// Runs that were let in, newest last.
        var admitted: [Admission] = []
    }

    private struct Admission: Equatable {
        let digest: String
        let traceID: String
    }

    /// Starts with nobody in it.
    public init(clock: any Clock<Duration> = ContinuousClock()) { timeline = Timeline(clock: clock) }

    /// Notes that a plugin crashed its worker.
    public func recordCrash(of sha256: String) {
        let now = timeline.now()
        state.withLock { $0.histories[sha256, default: CrashHistory()].recordCrash(at: now) }
    }

    /// Whether a plugin is kept out now.
    public func holds(_ sha256: String) -> Bool {
        let now = timeline.now()
        return state.withLock { $0.histories[sha256]?.isQuarantined(at: now) ?? false }
    }

    /// Lets a call of a run in, or refuses it.
    func admit(_ sha256: String, traceID: String) throws(AssayError) {
        let admission = Admission(digest: sha256, traceID: traceID)
        let now = timeline.now()
        let isAdmitted = state.withLock { state in
            if state.admitted.last == admission || state.admitted.contains(admission) { return true }
            if state.histories[sha256]?.isQuarantined(at: now) ?? false { return false }
            guard traceID.utf8.contains(where: { $0 != UInt8(ascii: "0") }) else { return true }
            if state.admitted.count >= Self.admissionLimit { state.admitted.removeFirst(Self.admissionLimit / 2) }
            state.admitted.append(admission)
            return true
        }
        guard isAdmitted else { throw Self.refusal }
    }

    private static let admissionLimit = 1024

    static let refusal = AssayError(
        .pluginQuarantined,
        "the plugin crashed \(CrashHistory.limit) times within a minute and is left alone for ten minutes"
    )
}
