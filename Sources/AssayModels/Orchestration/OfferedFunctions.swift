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

    /// Does what a model wants, and tells it what went wrong where something did; also that the function gave up.
    func execute(_ call: FunctionCall, seed: UInt64?) async -> ExecutedCall {
        guard let function = functions.first(where: { $0.description.name == call.name }) else {
            let names = descriptions.map(\.name).joined(separator: ", ")
            let known = names.isEmpty ? "none is offered" : "known functions: \(names)"
            return .failed(call, "unknown_tool: there is no function of that name; \(known)")
        }
        return await withTaskExecutorPreference(executor ?? ToolThreads.unlessChosen) {
            await function.execute(call, seed: seed ?? 0)
        }
    }
}
