public import AssayCore

/// Short texts in files: rules, manifests, templates.
public enum TextFile {
    /// Reads a text; blocks.
    ///
    /// - Throws: ``AssayError/Code/fileError`` naming the file when it cannot be read, is over a mebibyte or is not UTF-8.
    public static func read(_ path: String) throws(AssayError) -> String {
        let bytes = try OpenFile.contents(of: path, upTo: 1 << 20)
        guard bytes.count <= 1 << 20 else { throw AssayError(.fileError, "\(path) is over 1 MiB") }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw AssayError(.fileError, "\(path) is not UTF-8")
        }
        return text
    }
}
