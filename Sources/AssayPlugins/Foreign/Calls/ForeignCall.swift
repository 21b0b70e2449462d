internal import AssayCore
internal import CFFI

/// One call of a foreign function: memory in, the call, memory out.
final class ForeignCall {
    let plan: ForeignPlan
    let call: ToolCall
    let memory = CallMemory()
    let frame: UnsafeMutableRawPointer
    let result: UnsafeMutableRawPointer
    /// What the pointers among the arguments point to, by parameter.
    var pointees: [UnsafeMutableRawPointer?]
    /// The elements given in each buffer, and the room there is.
    var buffers: [Int: (count: Int, capacity: Int)] = [:]
    /// The encoded data of the buffers that go in.
    var data: [Int: [UInt8]] = [:]
    /// The numbers of elements, by the parameter that says them.
    var counts: [Int: Int] = [:]
    var closures: [ForeignClosure] = []

    var function: ForeignFunction { plan.function }
    var parameters: [ForeignParameter] { plan.function.parameters }

    init(plan: ForeignPlan, call: ToolCall) throws(AssayError) {
        self.plan = plan
        self.call = call
        pointees = Array(repeating: nil, count: plan.function.parameters.count)
        frame = try memory.allocate(plan.frameSize, for: "the arguments")
        result = try memory.allocate(Self.resultSize(plan.function.result), for: "the result")
    }

    func run() throws(AssayError) -> Value {
        try encodeData()
        try placeBuffers()
        try placeArguments()
        let code = invoke()
        // Nothing is read or handed back after an overrun: what lies there may be anything.
        if let name = memory.overrun() {
            throw AssayError(.protocolError, "the function wrote outside the memory of \(name)")
        }
        defer { releaseBlocks() }
        for closure in closures {
            if let failure = closure.session.failure { throw failure }
        }
        try FailureCheck(function: function, result: result).check(errno: code)
        return try answer()
    }

    private func invoke() -> Int32 {
        let arguments = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: parameters.count + 1)
        defer { arguments.deallocate() }
        for (index, offset) in plan.offsets.enumerated() { arguments[index] = frame + offset }
        return withExtendedLifetime(closures) {
            assay_ffi_call(plan.interface.cif, UnsafeMutableRawPointer(bitPattern: plan.address), result, arguments)
        }
    }

    /// libffi writes at least a machine word.
    private static func resultSize(_ result: ForeignResult) -> Int {
        guard case .value(let layout) = result.kind else { return 16 }
        return max(16, layout.size)
    }
}
