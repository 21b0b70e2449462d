internal import AssayCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Whether anybody but root and the current user could have put or changed a file.
///
/// A file is safe when it and every directory above it belong to root or the current user, and none of them can be
/// written by group or others. A directory owned by root with the sticky bit, such as `/tmp`, is accepted although
/// others write into it: there only the owner of an entry may rename or remove it, so nobody else can put something in
/// the place of a safe entry. A file that runs with its owner's rights (setuid, setgid) is refused, since it was made
/// for something else.
struct FileSafety {
    let path: String
    let kind: NativeFileKind
    let status: stat

    /// What is wrong, and how to mend it.
    func weakness() -> AssayError? { fileWeakness() ?? directoryWeakness() }

    private func fileWeakness() -> AssayError? {
        if status.st_mode & (S_ISUID | S_ISGID) != 0 {
            return unsafe("\(path) is setuid or setgid; remove that with: chmod ug-s")
        }
        if status.st_mode & (S_IWGRP | S_IWOTH) != 0 {
            return unsafe("\(path) can be written by others; remove that with: chmod go-w")
        }
        return isTrusted(status.st_uid) ? nil : unsafe("\(path) belongs to another user; it must belong to you or root")
    }

    private func directoryWeakness() -> AssayError? {
        for directory in Self.directories(above: path) {
            var status = stat()
            guard lstat(directory, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                return unsafe("\(directory) changed while it was examined; load \(path) again")
            }
            if let weakness = weakness(of: directory, status) { return weakness }
        }
        return nil
    }

    private func weakness(of directory: String, _ status: stat) -> AssayError? {
        guard isTrusted(status.st_uid) else {
            return unsafe(
                "\(directory) belongs to another user; every directory above a \(kind) must belong to you or root"
            )
        }
        let isShared = status.st_mode & (S_IWGRP | S_IWOTH) != 0
        let protectsEntries = status.st_mode & S_ISVTX != 0 && status.st_uid == 0
        guard isShared, !protectsEntries else { return nil }
        return unsafe("\(directory), above a \(kind), can be written by others; remove that with: chmod go-w")
    }

    private func isTrusted(_ owner: uid_t) -> Bool { owner == 0 || owner == geteuid() }

    private func unsafe(_ message: String) -> AssayError { AssayError(.unsafePath, message) }

    /// The directories from `/` down to the one that holds the file.
    private static func directories(above path: String) -> [String] {
        let parts = path.split(separator: "/").dropLast()
        return parts.indices.reduce(into: ["/"]) { $0.append("/" + parts[...$1].joined(separator: "/")) }
    }
}
