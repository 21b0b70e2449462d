internal import AssayCore
internal import CFFI

/// Calls that pass nothing but numbers: their memory is on the stack, and nothing is allocated for them.
extension ForeignPlan {
    /// The arguments of a function that takes and returns nothing but numbers; `nil` for all others.
    static func plainArguments(of function: ForeignFunction, _ offsets: [Int]) -> [PlainArgument]? {
        switch function.result.kind {
        case .nothing, .value(.scalar): break
        default: return nil
        }
        let arguments = zip(function.parameters, offsets).compactMap { PlainArgument($0, offset: $1) }
        return arguments.count == function.parameters.count ? arguments : nil
    }

    func answerPlain(_ call: ToolCall, _ arguments: [PlainArgument]) throws(AssayError) -> Value {
        try withPlainMemory { memory throws(AssayError) in
            for argument in arguments { try argument.write(call.request, to: memory.frame) }
            let code = invoke(memory)
            try FailureCheck(function: function, result: memory.result).check(errno: code)
            return try plainAnswer(memory)
        }
    }

    /// Calls again and again with the same arguments; the answer is that of the last call.
    func answerPlain(
        _ request: Value,
        _ arguments: [PlainArgument],
        times count: Int
    ) throws(AssayError) -> Value {
        try withPlainMemory { memory throws(AssayError) in
            for argument in arguments { try argument.write(request, to: memory.frame) }
            for _ in 0..<count { _ = invoke(memory) }
            return try plainAnswer(memory)
        }
    }

    private func withPlainMemory(_ body: (PlainMemory) throws(AssayError) -> Value) throws(AssayError) -> Value {
        let size = PlainMemory.size(frame: frameSize, count: offsets.count)
        let answer: Result<Value, AssayError> = withUnsafeTemporaryAllocation(byteCount: size, alignment: 16) {
            buffer in
            guard let start = buffer.baseAddress else {
                return .failure(AssayError(.toolFailed, "there is no memory for the arguments"))
            }
            return Result { () throws(AssayError) in try body(PlainMemory(start, self)) }
        }
        return try answer.get()
    }

    @inline(__always)
    private func invoke(_ memory: PlainMemory) -> Int32 {
        assay_ffi_call(
            interface.cif,
            UnsafeMutableRawPointer(bitPattern: address),
            memory.result,
            memory.arguments
        )
    }

    private func plainAnswer(_ memory: PlainMemory) throws(AssayError) -> Value {
        guard let name = function.result.name, case .value(let layout) = function.result.kind else {
            return .object([:])
        }
        do throws(Misfit) {
            return .object([name: try layout.readResult(memory.result)])
        } catch {
            throw AssayError(.badOutput, error.inside(name).description)
        }
    }
}
