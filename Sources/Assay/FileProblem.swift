internal import Foundation

/// Why the system refused to read or write a file.
struct FileProblem: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }

    /// The last failure of a system call.
    static var last: FileProblem { FileProblem(code: errno) }

    private init(code: Int32) {
        reason =
            switch code {
            case ENOENT: "there is no such file or directory"
            case ENOTDIR: "a part of the path before the last is not a directory"
            case EACCES, EPERM, EROFS: "permission denied"
            case EISDIR: Self.isDirectory.reason
            case ENOSPC, EDQUOT: "no space left"
            default: strerror(code).map { String(cString: $0).lowercased() } ?? "error \(code)"
            }
    }

    static let isDirectory = FileProblem("it is a directory, and must be a file")
}
