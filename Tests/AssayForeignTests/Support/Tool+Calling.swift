import AssayCore
import Testing

extension Tool {
    /// One answer, checked against the schemas of the tool, as every engine does.
    func answer(_ request: Value = [:], cancellation: CancellationFlag = CancellationFlag()) async throws -> Value {
        let input = try #require(descriptor.inputSchema)
        #expect(try Schema(input).validate(request).isEmpty)
        let data = try await execute(ToolCall(request: request, cancellation: cancellation)).data
        let output = try #require(descriptor.outputSchema)
        #expect(try Schema(output).validate(data).isEmpty)
        return data
    }

    /// The failure of a call.
    func failure(_ request: Value = [:], cancellation: CancellationFlag = CancellationFlag()) async throws -> AssayError
    {
        try await #require(throws: AssayError.self) {
            try await execute(ToolCall(request: request, cancellation: cancellation))
        }
    }

    /// Whether the schema of requests allows one.
    func accepts(_ request: Value) throws -> Bool {
        try Schema(#require(descriptor.inputSchema)).validate(request).isEmpty
    }
}
