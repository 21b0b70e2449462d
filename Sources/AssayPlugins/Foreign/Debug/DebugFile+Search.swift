internal import AssayCore

extension DebugFile {
    /// The debug information of a library: in itself, or in a separate file on this machine.
    ///
    /// Separate files are looked for by build ID under `/usr/lib/debug`, then by the name in `.gnu_debuglink` beside the
    /// library, in `.debug` there, and under `/usr/lib/debug`. Nothing is ever fetched from elsewhere.
    static func information(of library: PluginFile) -> DebugFile? {
        guard let own = DebugFile(library.path), own.identity == library.identity else { return nil }
        if own.hasUnits { return own }
        for path in own.separatePaths() {
            if let file = DebugFile(path), file.hasUnits, file.belongs(to: own) { return file }
        }
        return nil
    }

    private static let root = "/usr/lib/debug"

    private func separatePaths() -> [String] {
        var paths: [String] = []
        if let buildID {
            let digits = buildID.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
            paths.append("\(Self.root)/.build-id/\(digits[0])/\(digits.dropFirst().joined()).debug")
        }
        if let name = link?.name, !name.isEmpty, !name.utf8.contains(UInt8(ascii: "/")) {
            let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
            paths += ["\(folder)/\(name)", "\(folder)/.debug/\(name)", "\(Self.root)\(folder)/\(name)"]
        }
        return paths
    }

    /// Whether this was made from the same build as a library.
    private func belongs(to library: DebugFile) -> Bool {
        if let mine = buildID, let its = library.buildID { return mine == its }
        return library.link.map { $0.checksum == checksum() } ?? false
    }
}
