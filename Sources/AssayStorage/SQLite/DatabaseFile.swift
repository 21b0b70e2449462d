internal import AssayCore
internal import CSQLite
internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#endif

/// The file of a database before it is opened.
enum DatabaseFile {
    /// Creates the file and its directory for the owner alone, and refuses places a database must not lie.
    static func prepare(_ path: String) throws(AssayError) {
        let directory = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        if !FileManager.default.fileExists(atPath: directory) {
            do {
                try FileManager.default.createDirectory(
                    atPath: directory,
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700]
                )
            } catch {
                throw AssayError(.storeFailed, "\(directory) cannot be created for the run store")
            }
        }
        try refuseNetwork(directory)
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw AssayError(.storeFailed, "\(path) cannot be opened: \(String(cString: strerror(errno)))")
        }
        close(descriptor)
    }

    /// Locks of network file systems have damaged databases.
    private static func refuseNetwork(_ directory: String) throws(AssayError) {
        // NFS, SMB (three kinds) and 9P, as statfs(2) numbers them.
        let network: Set<UInt> = [0x6969, 0x517B, 0xFE53_4D42, 0xFF53_4D42, 0x0102_1997]
        guard network.contains(assay_file_system(directory)) else { return }
        throw AssayError(.storeFailed, "\(directory) is on a network file system, whose locks cannot be relied on")
    }
}
