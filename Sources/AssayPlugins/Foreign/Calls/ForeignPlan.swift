internal import AssayCore

/// Everything about a foreign function that is the same for all its calls.
final class ForeignPlan: Sendable {
    let function: ForeignFunction
    /// The address of the function; it stays, because libraries are never unloaded.
    let address: UInt
    let interface: CallInterface
    /// The signatures of the callbacks, by the place of their parameter.
    let callbacks: [Int: CallInterface]
    /// The functions that take memory back.
    let releases: [String: UInt]
    /// Where in the frame each argument lies.
    let offsets: [Int]
    let frameSize: Int
    /// `nil` for a function that may run on several threads.
    let gate: ForeignGate?
    let callTool: ForeignToolCaller?
    /// The arguments, where nothing but numbers goes in and out.
    let plainArguments: [PlainArgument]?

    init(
        function: ForeignFunction,
        library: LoadedLibrary,
        callTool: ForeignToolCaller?
    ) throws(AssayError) {
        self.function = function
        self.callTool = callTool
        gate = function.flags.contains(.concurrent) ? nil : library.gate
        address = try library.function(named: function.symbol)
        var releases: [String: UInt] = [:]
        for symbol in function.releaseSymbols { releases[symbol] = try library.function(named: symbol) }
        self.releases = releases
        interface = try CallInterface(
            arguments: function.parameters.map(\.passedKind),
            result: function.result.passedKind,
            fixedCount: function.fixedCount
        )
        callbacks = try Self.callbacks(of: function)
        (offsets, frameSize) = Self.frame(of: function)
        plainArguments = Self.plainArguments(of: function, offsets)
    }

    /// One answer to one request.
    func answer(_ call: ToolCall) throws(AssayError) -> Value {
        guard let gate else { return try run(call) }
        return try gate.pass(isReentrant: !callbacks.isEmpty) { () throws(AssayError) in try run(call) }
    }

    private func run(_ call: ToolCall) throws(AssayError) -> Value {
        do throws(AssayError) {
            if let plainArguments { return try answerPlain(call, plainArguments) }
            return try ForeignCall(plan: self, call: call).run()
        } catch {
            throw AssayError(error.code, "\(function.name): \(error.message)", isRetryable: error.isRetryable)
        }
    }

    private static func callbacks(of function: ForeignFunction) throws(AssayError) -> [Int: CallInterface] {
        var interfaces: [Int: CallInterface] = [:]
        for (index, parameter) in function.parameters.enumerated() {
            guard case .callback(let callback) = parameter.kind else { continue }
            interfaces[index] = try CallInterface(
                arguments: callback.parameters.map(\.passedKind),
                result: callback.result.map { .layout(.scalar($0)) } ?? .nothing
            )
        }
        return interfaces
    }

    private static func frame(of function: ForeignFunction) -> (offsets: [Int], size: Int) {
        var end = 0
        let offsets = function.parameters.map { parameter in
            let offset = ForeignStructure.round(end, up: 16)
            end = offset + parameter.valueSize
            return offset
        }
        return (offsets, end)
    }
}

extension ForeignParameter {
    /// What the argument is for C.
    fileprivate var passedKind: FFITypes.Kind {
        guard case .value(let layout, isPointer: false) = kind else { return .pointer }
        return .layout(layout)
    }
}

extension ForeignCallback.Parameter {
    fileprivate var passedKind: FFITypes.Kind {
        guard case .value(let layout) = kind else { return .pointer }
        return .layout(layout)
    }
}

extension ForeignResult {
    fileprivate var passedKind: FFITypes.Kind {
        switch kind {
        case .nothing: .nothing
        case .value(let layout): .layout(layout)
        case .block: .pointer
        }
    }
}
