/// How worker processes are run.
public struct WorkerOptions: Sendable {
    /// What keeps the plugin from doing harm.
    public var sandbox: Sandbox
    /// Files and directories that may be read, beyond the plugin's own directory and the system's libraries.
    public var readable: [String]
    /// Whether what lies beneath the current directory may be read: nothing of `/`, and nothing hidden of the home directory.
    public var readsWorkingDirectory: Bool
    /// Files and directories that may be written, and read, which must be there: beneath a directory, files and directories
    /// may be made, changed, moved and removed.
    public var writable: [String]
    /// Whether a plugin may connect to any address of the internet (IPv4, IPv6), those of this machine and its network too.
    public var reachesNetwork: Bool
    /// The most address space of a worker, in bytes.
    public var memoryLimit: UInt64
    /// The most memory in use after a call that a worker is kept with, in bytes.
    public var residentLimit: UInt64
    /// The most processor time of a worker, of which whole seconds count, at least one; `nil` for no limit.
    public var processorLimit: Duration?
    /// How long a plugin may take to load.
    public var loadTimeout: Duration
    /// How many calls a worker answers before a fresh one takes its place.
    public var callsPerWorker: Int
    /// The most workers of one plugin at once.
    public var maxWorkers: Int
    /// Whether events tell what a plugin printed, or only how much, and the end of stderr where it crashed: it may be the
    /// user's data.
    public var keepsOutput: Bool
    /// The path of the worker program; `nil` looks beside the program, then at `ASSAY_WORKER`.
    public var executable: String?
    /// Which plugins crashed too often lately.
    public var quarantine: CrashQuarantine

    /// Creates options.
    public init(
        sandbox: Sandbox = .required,
        readable: [String] = [],
        readsWorkingDirectory: Bool = true,
        writable: [String] = [],
        reachesNetwork: Bool = false,
        memoryLimit: UInt64 = 2 << 30,
        residentLimit: UInt64 = 512 << 20,
        processorLimit: Duration? = nil,
        loadTimeout: Duration = .seconds(10),
        callsPerWorker: Int = 10_000,
        maxWorkers: Int = 16,
        keepsOutput: Bool = false,
        executable: String? = nil,
        quarantine: CrashQuarantine = .shared
    ) {
        self.sandbox = sandbox
        self.readable = readable
        self.readsWorkingDirectory = readsWorkingDirectory
        self.writable = writable
        self.reachesNetwork = reachesNetwork
        self.memoryLimit = memoryLimit
        self.residentLimit = residentLimit
        self.processorLimit = processorLimit
        self.loadTimeout = loadTimeout
        self.callsPerWorker = callsPerWorker
        self.maxWorkers = maxWorkers
        self.keepsOutput = keepsOutput
        self.executable = executable
        self.quarantine = quarantine
    }
}

extension WorkerOptions {
    /// How long a call that was asked to stop may take before its worker is killed.
    static let grace: UInt64 = 250_000_000
}
