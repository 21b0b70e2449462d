public import AssayCore
public import AssayModels

/// Pictures and documents in files.
public enum MediaFile {
    /// Reads a picture or a document, whose type is told by how it begins; blocks.
    ///
    /// - Throws: ``AssayError/Code/fileError`` naming the file when it cannot be read or shown.
    public static func read(_ path: String) throws(AssayError) -> Media {
        let bytes = try OpenFile.contents(of: path, upTo: Media.byteLimit)
        do throws(AssayError) {
            return try Media(bytes)
        } catch {
            throw AssayError(.fileError, "\(path) cannot be shown: \(error.message)")
        }
    }
}
