/// Somebody whose models call functions: a ``ModelOrchestrator``, or the members of a ``Panel``.
public protocol FunctionCalling {
    /// The functions its models may call.
    var functions: FunctionRegistry { get }
}
