import Foundation

/// What a new process starts with.
struct Spawn {
    private var actions = posix_spawn_file_actions_t()
    private var given: [Int32] = []

    init() { posix_spawn_file_actions_init(&actions) }

    mutating func open(_ path: String, as descriptor: Int32, flags: Int32) {
        posix_spawn_file_actions_addopen(&actions, descriptor, path, flags, 0)
    }

    /// Hands an open descriptor over; it is closed here once the process has started.
    mutating func give(_ mine: Int32, as its: Int32) {
        posix_spawn_file_actions_adddup2(&actions, mine, its)
        given.append(mine)
    }

    /// Starts the program with default signal handling and nothing blocked, whatever this thread has.
    mutating func start(_ program: String, _ arguments: [String], _ environment: [String: String]) throws -> pid_t {
        defer {
            for descriptor in given { close(descriptor) }
            posix_spawn_file_actions_destroy(&actions)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
        )
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        let words = ([program] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var process: pid_t = 0
        let problem = posix_spawn(&process, program, &actions, &attributes, words, variables)
        guard problem == 0 else { throw ChildProcess.Failure(description: "\(program) does not start: \(problem)") }
        return process
    }
}
