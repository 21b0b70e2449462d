/// Where code that was not written with the program runs.
public enum Isolation: Sendable {
    /// In worker processes, which are sandboxed and can be ended; what third-party code gets by default.
    case worker(WorkerOptions = WorkerOptions())
    /// In this process, which the code can end or change at will: only for code trusted as much as the program itself.
    case inProcess
}

/// What keeps a worker from harm.
public enum Sandbox: UInt8, Sendable, Hashable {
    /// Everything; a system that does not offer all of it is an error.
    case required = 0
    /// What the system offers; what is missing is on record.
    case ifAvailable = 1
    /// Limits on memory and files only.
    case off = 2
}
