import AssayCore
internal import Synchronization

/// The functions models may call, by name; several orchestrators and panels may share one.
///
/// ``FunctionCalling`` has the methods that add functions.
public final class FunctionRegistry: FunctionCalling, Sendable {
    private let executor: (any TaskExecutor)?
    private let table = Mutex(FunctionTable())

    /// Creates a registry without functions.
    ///
    /// - Parameter executor: Where functions run. Where it is `nil` that is the executor the request's own task was given,
    ///   or, because functions may block and Swift's own threads must not, threads of Assay's.
    public init(executor: (any TaskExecutor)? = nil) { self.executor = executor }

    /// Itself, so that functions can be registered before there is anybody to call them.
    public var functions: FunctionRegistry { self }

    /// Adds functions, or none of them.
    func register(_ added: [RegisteredFunction]) throws(AssayError) {
        try table.withLock { table throws(AssayError) in
            var grown = table
            for function in added { try grown.add(function) }
            table = grown
        }
    }

    /// The functions of these names, or all, as they are now.
    func offered(_ names: Set<String>?, _ choice: FunctionChoice) throws(AssayError) -> OfferedFunctions {
        guard choice != .none else { return .none }
        let offered = try table.withLock { table throws(AssayError) in try table.offered(names) }
        return OfferedFunctions(offered, executor)
    }
}
