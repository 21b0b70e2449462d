public import AssayCore
internal import AssayEngine
internal import Foundation

extension BundleOptions {
    /// Loads the JSON Schema outputs are checked against, in place of the tool's own.
    ///
    /// - Parameter uri: A path or a `file:` URI; nothing is ever fetched from a network.
    /// - Throws: ``AssayError/Code/fileError`` when it cannot be read, ``AssayError/Code/invalidSchema`` when it is no schema.
    public mutating func loadSchema(from uri: String) async throws {
        let path = try Self.localPath(uri)
        let schema = try await onToolThread { try JSONFile.read(path) }
        do throws(AssayError) {
            _ = try Summarizer(schema: schema, horizon: 1)
        } catch {
            throw AssayError(error.code, "\(path): \(error.message)")
        }
        outputSchema = schema
        schemaURI = uri
    }

    /// The path a `file:` URI stands for; other text is a path already.
    private static func localPath(_ uri: String) throws(AssayError) -> String {
        let isFileURI = uri.prefix(5).lowercased() == "file:"
        guard isFileURI || !uri.contains("://") else { throw notLocal }
        guard isFileURI else { return uri }
        guard let url = URL(string: uri), ["", "localhost"].contains(url.host() ?? "") else { throw notLocal }
        let path = url.path(percentEncoded: false)
        guard path.hasPrefix("/") else { throw notLocal }
        return path
    }

    private static let notLocal = AssayError(
        .invalidArgument,
        "schema_uri must be a path or a file: URI with an absolute path; nothing is fetched from a network"
    )
}
