import AssayCore

/// The functions that are offered to the models of one request.
struct OfferedFunctions: Sendable {
    private let functions: [RegisteredFunction]
    private let executor: (any TaskExecutor)?

    /// What the models are told of them.
    let descriptions: [ModelFunction]

    init(_ functions: [RegisteredFunction], _ executor: (any TaskExecutor)?) {
        self.functions = functions
        self.executor = executor
        descriptions = functions.map(\.description)
    }

    static let none = Self([], nil)

    var isEmpty: Bool { functions.isEmpty }

    /// Those that change nothing outside.
    var harmless: Self { Self(functions.filter { !$0.hasSideEffects }, executor) }

    /// Does what a model wants, and tells it what went wrong where something did.
    ///
    /// - Throws: `CancellationError`, or ``AssayError/Code/cancelled``, and nothing else.
    func execute(_ call: FunctionCall, seed: UInt64?) async throws -> ExecutedCall {
        guard let function = functions.first(where: { $0.description.name == call.name }) else {
            let known = descriptions.map(\.name).joined(separator: ", ")
            return .failed(call, "unknown_tool: there is no function of that name; known functions: \(known)")
        }
        return try await withTaskExecutorPreference(executor ?? ToolThreads.unlessChosen) {
            try await function.execute(call, seed: seed ?? 0)
        }
    }
}
