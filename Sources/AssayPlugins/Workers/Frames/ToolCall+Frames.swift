internal import AssayCore

extension ToolCall {
    /// Puts what a plugin sees of the call into a payload, with the time it has left.
    func write(to writer: inout PayloadWriter, tool: Int, timeout: Duration?) {
        writer.integer(UInt32(truncatingIfNeeded: tool))
        writer.integer(UInt32(clamping: attempt))
        writer.integer(UInt64(clamping: replicate))
        writer.integer(seed)
        writer.optional(timeout?.wholeNanoseconds) { $0.integer($1) }
        writer.text(traceID)
        writer.optional(idempotencyKey) { $0.text($1) }
        // A function may tell -0.0 from 0, and must not answer otherwise than in the host's process.
        writer.text(request.exactJSON)
        writer.text(options.exactJSON)
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
