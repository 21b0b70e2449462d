public import AssayCore

/// Evidence in files.
public enum BundleFile {
    /// Reads a bundle; blocks.
    ///
    /// - Throws: ``AssayError`` naming the file, when it cannot be read or holds no bundle or a changed one.
    public static func read(_ path: String) throws(AssayError) -> EvidenceBundle {
        let document = try JSONFile.read(
            path,
            limits: JSONLimits(maxBytes: 4 << 30, maxDepth: 128, maxNodes: 500_000_000)
        )
        do throws(AssayError) {
            return try EvidenceBundle(decoding: document)
        } catch {
            throw AssayError(error.code, "\(path): \(error.message)")
        }
    }
}
