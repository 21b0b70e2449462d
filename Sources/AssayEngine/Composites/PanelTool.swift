public import AssayCore

/// Several tools that answer the same request in turn: replicate i is answered by member i mod n.
///
/// The evidence then says where the members agree. Each replicate names its member in `model`.
/// Options of the caller reach every member, over its own defaults.
public struct PanelTool: Tool {
    /// Named after its members; it takes what all of them take.
    public let descriptor: ToolDescriptor
    private let members: [any Tool]

    /// Creates a panel.
    ///
    /// - Throws: ``AssayError/Code/invalidArgument`` for fewer than two members.
    public init(_ members: [any Tool]) throws(AssayError) {
        guard members.count > 1 else { throw AssayError(.invalidArgument, "a panel needs at least two tools") }
        self.members = members
        let inputs = members.compactMap(\.descriptor.inputSchema)
        let outputs = Set(members.map(\.descriptor.outputSchema))
        descriptor = ToolDescriptor(
            composing: members,
            as: .panel,
            input: inputs.isEmpty ? Value?.none : ["allOf": .array(inputs)],
            output: outputs.count == 1 ? members[0].descriptor.outputSchema : Value?.none
        )
    }

    /// How many replicates hear every member once.
    public var memberCount: Int { members.count }

    /// Asks the member whose turn it is.
    public func execute(_ call: ToolCall) async throws -> ToolResult {
        let member = members[call.replicate % members.count]
        let options = member.descriptor.options(merging: call.options.object ?? [:])
        var answer = try await member.execute(call.asking(call.request, options: options))
        answer.model = member.name
        let promise = member.descriptor.seedPromise
        if answer.seedHonoured == nil, promise != descriptor.seedPromise { answer.seedHonoured = promise }
        return answer
    }
}
