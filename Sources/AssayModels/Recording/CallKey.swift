import AssayCore

/// What tells a call of a provider from others: who is asked what, by which member of a panel and for which replicate.
///
/// Member and replicate are never sent. They keep answers to equal requests apart, so that K samples stay K samples.
enum CallKey {
    /// The number of the replicate that is being answered.
    static var replicate: Int? { ToolCall.currentReplicate }

    /// The member of a panel that is being asked: several may be one model of one provider.
    @TaskLocal static var member: String?

    /// SHA-256 of provider, method, path, body, replicate and, in a panel, member.
    static func hash(of request: WireRequest, to provider: String) -> String {
        var content: Object = [
            "provider": .string(provider), "method": .string(request.method), "path": .string(request.path),
            "body": .orNull(request.body), "replicate": .orNull(replicate.map(Int64.init)),
        ]
        content.set("member", member.map(Value.string))
        return SHA256.hexDigest(of: Value.object(content).canonicalBytes)
    }
}
