internal import AssayCore
internal import CFFI

/// Calls that pass nothing but numbers: their memory is on the stack, and nothing is allocated for them.
extension ForeignPlan {
    static func isPlain(_ function: ForeignFunction) -> Bool {
        let isResultPlain =
            switch function.result.kind {
            case .nothing, .value(.scalar): true
            default: false
            }
        return isResultPlain
            && function.parameters.allSatisfy { parameter in
                guard case .value(.scalar, isPointer: false) = parameter.kind else { return false }
                return parameter.source != .count
            }
    }

    func answerPlain(_ call: ToolCall) throws(AssayError) -> Value {
        try withPlainMemory { memory throws(AssayError) in
            try place(call.request, in: memory)
            let code = invoke(memory)
            try FailureCheck(function: function, result: memory.result).check(errno: code)
            return try plainAnswer(memory)
        }
    }

    /// Calls again and again with the same arguments; the answer is that of the last call.
    func answerPlain(_ request: Value, times count: Int) throws(AssayError) -> Value {
        try withPlainMemory { memory throws(AssayError) in
            try place(request, in: memory)
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

    private func place(_ request: Value, in memory: PlainMemory) throws(AssayError) {
        for (index, parameter) in function.parameters.enumerated() {
            guard case .value(let layout, _) = parameter.kind else { continue }
            let value: Value
            switch parameter.source {
            case .constant(let constant): value = constant
            case .request(let fallback):
                guard let given = request[parameter.name] ?? fallback else {
                    throw AssayError(.invalidRequest, "\(parameter.name) is missing")
                }
                value = given
            case .count: continue
            }
            do throws(Misfit) {
                try layout.write(value, to: memory.frame + offsets[index])
                try parameter.limits?.check(value)
            } catch {
                throw AssayError(.invalidRequest, error.inside(parameter.name).description)
            }
        }
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
