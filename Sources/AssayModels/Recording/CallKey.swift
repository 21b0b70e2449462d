import AssayCore

/// What tells a call of a provider from others: who is asked what, and for which replicate.
///
/// The replicate is never sent. It keeps answers to equal requests apart, so that K samples stay K samples.
enum CallKey {
    /// The number of the replicate that is being answered.
    @TaskLocal static var replicate: Int?

    /// SHA-256 of provider, method, path, body and replicate.
    static func hash(of request: WireRequest, to provider: String) -> String {
        let content: Value = [
            "provider": .string(provider), "method": .string(request.method), "path": .string(request.path),
            "body": .orNull(request.body), "replicate": .orNull(replicate.map(Int64.init)),
        ]
        return SHA256.hexDigest(of: content.canonicalBytes)
    }
}
