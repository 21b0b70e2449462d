public import AssayCore
internal import Synchronization

/// Keeps plugins out that crash again and again: three crashes within a minute cost ten minutes.
///
/// A plugin is known by the SHA-256 of its file. What has begun goes on: a run's evidence must not depend on the order in
/// which its replicates crash, so a quarantine refuses later runs and loads, and never the rest of the run that caused it.
public final class CrashQuarantine: Sendable {
    /// The quarantine that everything in this process shares; it ends with the process.
    public static let shared = CrashQuarantine()

    private let clock: WallClock
    private let archive: (any CrashArchive)?
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
    public convenience init(clock: WallClock = .system) { self.init(archive: nil, clock: clock) }

    /// Starts with whom the archive names.
    package init(archive: (any CrashArchive)?, clock: WallClock = .system) {
        self.archive = archive
        self.clock = clock
    }

    /// Notes that a plugin crashed its worker.
    public func recordCrash(of sha256: String) {
        var archived: CrashHistory?
        archive?.update { histories in
            // Others may hold the archive for long; a time from before that would make what they note a thing of the future.
            let now = clock.nowMS()
            histories = histories.filter { !$0.value.isForgotten(atMS: now) }
            histories[sha256, default: CrashHistory()].recordCrash(atMS: now)
            archived = histories[sha256]
        }
        state.withLock { state in
            // Where nothing can be archived, the process's own memory must do.
            if let archived { return state.histories[sha256] = archived }
            state.histories[sha256, default: CrashHistory()].recordCrash(atMS: clock.nowMS())
        }
    }

    /// Whether a plugin is kept out now.
    public func holds(_ sha256: String) -> Bool {
        let now = clock.nowMS()
        let archived = archive?.histories()[sha256]
        return state.withLock { state in
            if let archived { state.histories[sha256] = archived }
            return state.histories[sha256]?.isQuarantined(atMS: now) ?? false
        }
    }

    /// Lets every plugin in again, and forgets what it did.
    ///
    /// - Returns: how many were kept out; `nil` where they could not be let in for other processes.
    @discardableResult
    public func lift() -> Int? {
        let now = clock.nowMS()
        var held = Set<String>()
        func note(_ histories: [String: CrashHistory]) {
            held.formUnion(histories.filter { $0.value.isQuarantined(atMS: now) }.keys)
        }
        let isKept = archive.map { archive in
            archive.update { histories in
                note(histories)
                histories = [:]
            }
        }
        state.withLock { state in
            note(state.histories)
            state.histories = [:]
        }
        return isKept == false ? nil : held.count
    }

    /// Lets a call of a run in, or refuses it.
    func admit(_ sha256: String, traceID: String) throws(AssayError) {
        let admission = Admission(digest: sha256, traceID: traceID)
        let now = clock.nowMS()
        let isAdmitted = state.withLock { state in
            if state.admitted.last == admission || state.admitted.contains(admission) { return true }
            if state.histories[sha256]?.isQuarantined(atMS: now) ?? false { return false }
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
