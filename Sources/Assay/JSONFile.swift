public import AssayCore
internal import Foundation

/// JSON documents in files.
public enum JSONFile {
    /// Reads a document; blocks.
    ///
    /// Pipes are read to their end. No more is read than the limits allow.
    ///
    /// - Throws: ``AssayError/Code/fileError`` or ``AssayError/Code/invalidJSON``, both naming the file.
    public static func read(_ path: String, limits: JSONLimits = JSONLimits()) throws(AssayError) -> Value {
        let bytes = try OpenFile.contents(of: path, upTo: limits.maxBytes)
        do throws(AssayError) {
            return try Value(jsonBytes: bytes, limits: limits)
        } catch {
            throw AssayError(error.code, "\(path): \(error.message)")
        }
    }

    /// Writes a file so that it is whole or not there: to a neighbour first, flushed, then renamed; blocks.
    ///
    /// A symbolic link stays and the file it leads to is written; a file that exists keeps its permissions. A pipe or
    /// device is written as it stands.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - produce: Writes the contents, in pieces.
    /// - Throws: ``AssayError/Code/fileError`` naming the file.
    public static func write(_ path: String, _ produce: ((String) -> Void) -> Void) throws(AssayError) {
        do throws(FileProblem) {
            try FileTarget(path).write(produce)
        } catch {
            throw AssayError(.fileError, "\(path) cannot be written: \(error.reason)")
        }
    }

    /// Finds out whether ``write(_:_:)`` can succeed, before there is anything to lose; changes nothing.
    ///
    /// - Throws: ``AssayError/Code/fileError`` naming the file.
    public static func checkWritable(_ path: String) throws(AssayError) {
        do throws(FileProblem) {
            try FileTarget(path).check()
        } catch {
            throw AssayError(.fileError, "\(path) cannot be written: \(error.reason)")
        }
    }
}
