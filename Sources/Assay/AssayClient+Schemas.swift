public import AssayCore
internal import AssayEngine
internal import Foundation

extension BundleOptions {
    /// Loads the JSON Schema outputs are checked against, in place of the tool's own.
    ///
    /// - Parameter uri: A path or a `file:` URI; nothing is ever fetched from a network.
    /// - Throws: ``AssayError/Code/fileError`` when it cannot be read, ``AssayError/Code/invalidSchema`` when it is no schema.
    public mutating func loadSchema(from uri: String) async throws {
        let path = uri.hasPrefix("file://") ? String(uri.dropFirst("file://".count)) : uri
        guard !path.contains("://") else {
            throw AssayError(.invalidArgument, "schema_uri must be a path or a file: URI; nothing is fetched from a network")
        }
        let schema = try await onToolThread { try JSONFile.read(path) }
        _ = try Summarizer(schema: schema, horizon: 1)
        outputSchema = schema
        schemaURI = uri
    }
}

/// JSON documents in files.
public enum JSONFile {
    /// Reads a document; blocks.
    ///
    /// - Throws: ``AssayError/Code/fileError`` or ``AssayError/Code/invalidJSON``, both naming the file.
    public static func read(_ path: String, limits: JSONLimits = JSONLimits()) throws(AssayError) -> Value {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw AssayError(.fileError, "\(path) cannot be read: \(reason(error))")
        }
        do throws(AssayError) {
            return try Value(jsonBytes: [UInt8](data), limits: limits)
        } catch {
            throw AssayError(error.code, "\(path): \(error.message)")
        }
    }

    /// Writes a file so that it is whole or not there: to a neighbour first, flushed, then renamed; blocks.
    ///
    /// - Parameter produce: Writes the contents, in pieces.
    /// - Throws: ``AssayError/Code/fileError`` naming the file.
    public static func write(_ path: String, _ produce: ((String) -> Void) -> Void) throws(AssayError) {
        let neighbour = path + ".\(UInt32.random(in: .min ... .max)).part"
        do {
            guard FileManager.default.createFile(atPath: neighbour, contents: nil) else {
                throw CocoaError(.fileWriteNoPermission)
            }
            defer { try? FileManager.default.removeItem(atPath: neighbour) }
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: neighbour))
            var failure: (any Error)?
            var buffer = Data()
            func flush() {
                do { if failure == nil { try handle.write(contentsOf: buffer) } } catch { failure = error }
                buffer.removeAll(keepingCapacity: true)
            }
            produce { text in
                buffer.append(contentsOf: text.utf8)
                if buffer.count > 1 << 20 { flush() }
            }
            flush()
            if let failure { throw failure }
            try handle.synchronize()
            try handle.close()
            guard rename(neighbour, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            throw AssayError(.fileError, "\(path) cannot be written: \(reason(error))")
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile, .fileNoSuchFile: "there is no such file or directory"
        case .fileReadNoPermission, .fileWriteNoPermission: "permission denied, or the directory is not there"
        case .fileWriteOutOfSpace: "no space left"
        default: "input or output error"
        }
    }
}
