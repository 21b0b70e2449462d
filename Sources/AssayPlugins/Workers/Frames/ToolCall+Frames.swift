internal import AssayCore

extension ToolCall {
    /// Puts what a plugin sees of the call into a payload.
    func write(to writer: inout PayloadWriter, tool: Int) {
        writer.integer(UInt32(truncatingIfNeeded: tool))
        writer.integer(UInt32(clamping: attempt))
        writer.integer(UInt64(clamping: replicate))
        writer.integer(seed)
        writer.optional(timeout?.wholeNanoseconds) { $0.integer($1) }
        writer.text(traceID)
        writer.text(request.canonicalJSON)
        writer.text(options.canonicalJSON)
    }
}

extension Duration {
    /// Whole nanoseconds; the largest `Int64` where there are more.
    var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, isTooLarge) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, isOverflowing) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
        return isTooLarge || isOverflowing ? .max : sum
    }
}
