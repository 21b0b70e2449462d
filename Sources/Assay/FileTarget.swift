internal import Foundation

/// Where a document is to be written: a file that appears whole, or a pipe or device that takes it as it comes.
struct FileTarget {
    private enum Kind {
        case new
        case regular(permissions: mode_t)
        case stream
    }

    /// The path without symbolic links, where there is a file already.
    private let path: String
    private let kind: Kind

    init(_ path: String) throws(FileProblem) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno == ENOENT else { throw .last }
            self.path = path
            kind = .new
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: throw .isDirectory
        case S_IFREG:
            guard let resolved = realpath(path, nil) else { throw .last }
            defer { free(resolved) }
            self.path = String(cString: resolved)
            kind = .regular(permissions: status.st_mode & 0o777)
        default:
            self.path = path
            kind = .stream
        }
    }

    func check() throws(FileProblem) {
        guard case .new = kind else {
            guard access(path, W_OK) == 0 else { throw .last }
            if case .regular = kind { try checkDirectory() }
            return
        }
        guard !path.isEmpty, !path.hasSuffix("/") else { throw .isDirectory }
        try checkDirectory()
    }

    func write(_ produce: ((String) -> Void) -> Void) throws(FileProblem) {
        switch kind {
        case .stream: try Self.fill(OpenFile(writing: path), produce)
        case .new: try replace(permissions: nil, produce)
        case .regular(let permissions): try replace(permissions: permissions, produce)
        }
    }

    /// Permissions do not tell all: only creating a file shows that one can be created.
    private func checkDirectory() throws(FileProblem) {
        let neighbour = neighbour()
        _ = try OpenFile(creating: neighbour, permissions: nil)
        unlink(neighbour)
    }

    private func replace(permissions: mode_t?, _ produce: ((String) -> Void) -> Void) throws(FileProblem) {
        let neighbour = neighbour()
        do throws(FileProblem) {
            try Self.fill(OpenFile(creating: neighbour, permissions: permissions), produce)
            guard rename(neighbour, path) == 0 else { throw .last }
            synchronizeDirectory()
        } catch {
            unlink(neighbour)
            throw error
        }
    }

    /// The new name outlives a power cut, where the file system can promise that.
    private func synchronizeDirectory() {
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    /// A name of its own length, since the file's name may be as long as names can be.
    private func neighbour() -> String {
        let directory = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        return directory + ".assay-\(String(UInt64.random(in: .min ... .max), radix: 36)).part"
    }

    private static func fill(_ file: consuming OpenFile, _ produce: ((String) -> Void) -> Void) throws(FileProblem) {
        var problem: FileProblem?
        var buffer: [UInt8] = []
        func flush() {
            do throws(FileProblem) { if problem == nil { try file.write(buffer) } } catch { problem = error }
            buffer.removeAll(keepingCapacity: true)
        }
        produce { text in
            buffer.append(contentsOf: text.utf8)
            if buffer.count > 1 << 20 { flush() }
        }
        flush()
        if let problem { throw problem }
        try file.synchronize()
    }
}
