internal import AssayCore

/// The table of library names and files that the system's loader keeps in `/etc/ld.so.cache`.
///
/// Only the format of glibc 2.32 and newer is read: a header of 48 bytes, then entries of 24 bytes whose names and paths
/// are offsets from the start of the file.
struct LoaderCache {
    private let reader: ELFReader

    static let path = "/etc/ld.so.cache"
    private static let magic = Array("glibc-ld.so.cache1.1".utf8)
    private static let headerSize: UInt64 = 48
    private static let entrySize: UInt64 = 24

    /// Reads the bytes of a cache; `nil` when they are of another format.
    init?(bytes: [UInt8]) {
        guard bytes.starts(with: Self.magic) else { return nil }
        reader = ELFReader(bytes: bytes, file: Self.path, kind: .library)
    }

    /// The system's own table, when it is there and nobody else could have changed it.
    static func system() -> LoaderCache? {
        guard let file = try? PluginFile(path: path, kind: .library), file.weakness == nil else { return nil }
        return LoaderCache(bytes: file.bytes)
    }

    /// The files of a name, in the order of the table, without those for special processors.
    func paths(of name: String) -> [String] {
        let end = UInt64(reader.bytes.count)
        guard let count = try? reader.integer(UInt32.self, at: 20) else { return [] }
        var paths: [String] = []
        for index in 0..<min(UInt64(count), end / Self.entrySize) {
            let entry = Self.headerSize + index * Self.entrySize
            guard let key = try? reader.integer(UInt32.self, at: entry + 4),
                let value = try? reader.integer(UInt32.self, at: entry + 8),
                let capabilities = try? reader.integer(UInt64.self, at: entry + 16)
            else { break }
            guard capabilities == 0, reader.hasText(name, at: UInt64(key), before: end) else { continue }
            if let path = try? reader.text(at: UInt64(value), before: end) { paths.append(path) }
        }
        return paths
    }
}
