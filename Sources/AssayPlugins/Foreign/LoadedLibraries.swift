internal import AssayCore
internal import CFFI
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The libraries of manifests in this process, one per image.
final class LoadedLibraries: Sendable {
    static let shared = LoadedLibraries()

    private let libraries = Mutex<[UInt: LoadedLibrary]>([:])

    /// Loads a library, or finds it where it is loaded already.
    func library(_ name: String) throws(AssayError) -> LoadedLibrary {
        let file = name.hasPrefix("/") ? try Self.checkedFile(name) : nil
        return try libraries.withLock { libraries throws(AssayError) in
            let handle = try Self.open(file?.path ?? name)
            let file = if let file { file } else { try PluginFile(path: Self.path(of: handle, name)) }
            let digest = file.sha256()
            if let known = libraries[handle] {
                guard known.digest == digest else {
                    throw AssayError(
                        .loadFailed,
                        "\(file.path) changed after it was loaded; start the program again to use it"
                    )
                }
                return known
            }
            let library = LoadedLibrary(path: file.path, digest: digest, handle: handle, gate: ForeignGate())
            libraries[handle] = library
            return library
        }
    }

    private static func checkedFile(_ path: String) throws(AssayError) -> PluginFile {
        let file = try PluginFile(path: path)
        if let weakness = file.weakness { throw weakness }
        // Reads the headers, so that a file for another machine is refused before its code could run.
        _ = try file.image()
        return file
    }

    private static func open(_ name: String) throws(AssayError) -> UInt {
        guard let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) else {
            let reason = dlerror().map { CallText.sanitised(String(cString: $0).utf8) } ?? "no reason given"
            throw AssayError(.loadFailed, "\(name) cannot be loaded: \(reason)")
        }
        return UInt(bitPattern: handle)
    }

    /// The file that the system found for a name.
    private static func path(of handle: UInt, _ name: String) throws(AssayError) -> String {
        #if os(Linux)
            if let path = assay_library_path(UnsafeMutableRawPointer(bitPattern: handle)) {
                return String(cString: path)
            }
        #endif
        throw AssayError(.loadFailed, "\(name) is loaded and its file cannot be found")
    }
}
