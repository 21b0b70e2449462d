internal import AssayCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Which plugins of a directory may be loaded: those whose SHA-256 is in the file `plugins.lock` beside them.
///
/// `sha256sum *.so > plugins.lock` writes one. A directory without it pins nothing; with it, a plugin that is not named, or
/// has other bytes, is refused. Several lines may name one plugin, as while it is being replaced.
struct PluginLock {
    static let name = "plugins.lock"

    private let path: String
    private let digests: [String: Set<String>]

    /// Reads the pins of the directory of a plugin; `nil` where there are none.
    ///
    /// - Throws: ``AssayError/Code/unsafePath`` when others could have changed them, and ``AssayError/Code/loadFailed``, with
    ///   the line, for what is no list of digests.
    init?(beside plugin: String) throws(AssayError) {
        path = (plugin.lastIndex(of: "/").map { plugin[...$0] } ?? "") + Self.name
        guard access(path, F_OK) == 0 else { return nil }
        let file = try PluginFile(path: path, kind: .lock)
        if let weakness = file.weakness { throw weakness }
        var digests: [String: Set<String>] = [:]
        let lines = file.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (number, bytes) in lines.enumerated() where !bytes.isEmpty && bytes.first != UInt8(ascii: "#") {
            guard let (digest, name) = Self.pin(in: bytes) else {
                throw AssayError(
                    .loadFailed,
                    "\(path) line \(number + 1) is no SHA-256 and name of a plugin; write it with: sha256sum *.so"
                )
            }
            digests[name, default: []].insert(digest)
        }
        self.digests = digests
    }

    /// A digest, a space, a space or an asterisk, and a name, as sha256sum writes them.
    private static func pin(in bytes: ArraySlice<UInt8>) -> (digest: String, name: String)? {
        guard let line = String(validating: bytes, as: UTF8.self) else { return nil }
        let digest = line.prefix(64)
        let rest = line.dropFirst(64)
        guard digest.utf8.count == 64, digest.allSatisfy(\.isHexDigit), rest.hasPrefix("  ") || rest.hasPrefix(" *")
        else { return nil }
        var name = rest.dropFirst(2)
        if name.hasPrefix("./") { name = name.dropFirst(2) }
        guard !name.isEmpty, !name.contains("/") else { return nil }
        return (digest.lowercased(), String(name))
    }

    /// Makes sure that a plugin is one of those that are pinned.
    ///
    /// - Throws: ``AssayError/Code/loadFailed`` where it is not.
    func check(_ file: PluginFile) throws(AssayError) {
        let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
        guard let pinned = digests[name] else {
            throw AssayError(.loadFailed, "\(file.path) is not in \(path); add it with sha256sum if you trust it")
        }
        guard pinned.contains(file.sha256) else {
            throw AssayError(.loadFailed, "\(file.path) has SHA-256 \(file.sha256), which \(path) does not name for it")
        }
    }
}
