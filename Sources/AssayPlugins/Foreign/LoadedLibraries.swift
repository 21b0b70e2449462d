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
    ///
    /// The check sees the file before any code of it runs, except where only the loader itself can find the file.
    func library(
        _ name: String,
        check: (PluginFile) throws(AssayError) -> Void
    ) throws(AssayError) -> LoadedLibrary {
        let known = try LibraryFile.find(name)
        if let known { try check(known) }
        return try libraries.withLock { libraries throws(AssayError) in
            let handle = try Self.open(known?.path ?? name)
            let loaded = try LibraryFile.checked(Self.path(of: handle, name))
            if known == nil { try check(loaded) }
            let file = known ?? loaded
            if let library = libraries[handle] {
                guard library.digest == file.sha256, file.identity == loaded.identity else { throw Self.changed(file) }
                return library
            }
            guard loaded.identity == file.identity else { throw Self.changed(file) }
            let library = LoadedLibrary(path: file.path, digest: file.sha256, handle: handle, gate: ForeignGate())
            libraries[handle] = library
            return library
        }
    }

    private static func changed(_ file: PluginFile) -> AssayError {
        AssayError(.loadFailed, "\(file.path) changed after it was loaded; start the program again to use it")
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
