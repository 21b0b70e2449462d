internal import AssayCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Finds the file of a library and checks it, while nothing in it has run.
enum LibraryFile {
    /// The checked file of a manifest's library; `nil` when only the loader itself can find it.
    ///
    /// - Throws: ``AssayError`` for a file that is missing, unsafe or no library of this machine.
    static func find(_ library: String) throws(AssayError) -> PluginFile? {
        if library.utf8.contains(UInt8(ascii: "/")) { return try checked(library) }
        for path in candidates(library) where isForThisMachine(path) { return try checked(path) }
        return nil
    }

    static func checked(_ path: String) throws(AssayError) -> PluginFile {
        let file = try PluginFile(path: path, kind: .library)
        if let weakness = file.weakness { throw weakness }
        // Reads the headers, so that a file for another machine is refused before its code could run.
        _ = try file.image()
        return file
    }

    /// Where the loader looks for a bare name, first places first.
    private static func candidates(_ name: String) -> [String] {
        #if os(Linux)
            let listed = getenv("LD_LIBRARY_PATH").map { String(cString: $0) } ?? ""
            let own = listed.split { $0 == ":" || $0 == ";" }.filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }
            let usual = ["/lib64", "/usr/lib64", "/lib", "/usr/lib"].map { "\($0)/\(name)" }
            return own + (LoaderCache.system()?.paths(of: name) ?? []) + usual
        #else
            return []
        #endif
    }

    /// The loader passes over libraries of other machines, such as 32-bit ones beside ours.
    private static func isForThisMachine(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var header = [UInt8](repeating: 0, count: 64)
        guard read(descriptor, &header, header.count) == header.count else { return false }
        let reader = ELFReader(bytes: header, file: path, kind: .library)
        return (try? reader.checkHeader(machine: PluginImage.machine)) != nil
    }
}
