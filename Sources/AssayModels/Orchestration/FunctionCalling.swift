/// Somebody whose models call functions: a ``ModelOrchestrator``, a ``Panel`` for its members, or the ``FunctionRegistry``
/// that they have.
public protocol FunctionCalling {
    /// The functions its models may call.
    var functions: FunctionRegistry { get }
}
