internal import AssayCore
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The launchers of this process, by the path of their program; each is started when a worker is wanted for the first time.
final class WorkerLaunchers: Sendable {
    private let launchers = Mutex<[String: Launcher]>([:])

    private enum Launcher {
        case ready(WorkerLauncher)
        /// The program, or this system, does not know how.
        case useless
    }

    /// The processes of the launchers that are of use.
    var processes: [pid_t] {
        launchers.withLock { launchers in
            launchers.values.compactMap { if case .ready(let launcher) = $0 { launcher.child } else { nil } }
        }
    }

    /// Starts a worker as a copy of its launcher.
    ///
    /// - Returns: the number of its process; `nil` where it has to be started from its file.
    /// - Throws: ``AssayError/Code/workerUnavailable`` where the launcher ended on the way; the next one will do better.
    func start(
        _ program: String,
        descriptors: [Int32],
        by spawner: WorkerSpawner
    ) throws(AssayError) -> pid_t? {
        try launchers.withLock { launchers throws(AssayError) in
            if launchers[program] == nil { launchers[program] = Self.launcher(of: program, spawner) }
            guard case .ready(let launcher) = launchers[program] else { return nil }
            // Unless it answers another one is started next time.
            launchers[program] = nil
            guard let child = try launcher.start(descriptors) else { return nil }
            launchers[program] = .ready(launcher)
            return child
        }
    }

    private static func launcher(of program: String, _ spawner: WorkerSpawner) -> Launcher? {
        guard let launcher = try? WorkerLauncher(program, by: spawner) else { return nil }
        return switch launcher.readiness() {
        case .ready: .ready(launcher)
        case .late: nil
        case .never: .useless
        }
    }
}
