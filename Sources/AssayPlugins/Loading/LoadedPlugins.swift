internal import AssayCore
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The plugins in this process, one per file.
///
/// The lock is held while a plugin loads: the first `dlopen` of two libraries at once is not safe everywhere.
final class LoadedPlugins: Sendable {
    static let shared = LoadedPlugins()

    private let images = Mutex<[FileIdentity: Image]>([:])

    private struct Image {
        let handle: UInt
        let digest: String
        let host: HostTable
        var tools: [any Tool]?
    }

    func tools(
        of file: PluginFile,
        log: @escaping @Sendable (PluginLogLine) -> Void
    ) throws(AssayError) -> [any Tool] {
        try images.withLock { images throws(AssayError) in
            var image: Image
            if let known = images[file.identity] {
                image = known
            } else {
                image = try Self.open(file, log, loaded: images.values.map(\.handle))
                images[file.identity] = image
            }
            guard image.digest == file.sha256 else {
                throw AssayError(
                    .loadFailed,
                    "\(file.path) changed after it was loaded; start the program again to use it"
                )
            }
            if let tools = image.tools { return tools }
            let entry = try Self.entry(of: image.handle, file)
            let tools = try PluginReader(file: file.path, digest: file.sha256).tools(from: entry, host: image.host)
            image.tools = tools
            images[file.identity] = image
            return tools
        }
    }

    private static func open(
        _ file: PluginFile,
        _ log: @escaping @Sendable (PluginLogLine) -> Void,
        loaded: [UInt]
    ) throws(AssayError) -> Image {
        guard let handle = dlopen(file.path, RTLD_NOW | RTLD_LOCAL) else {
            throw AssayError(.loadFailed, "\(file.path) cannot be loaded: \(loaderMessage())")
        }
        // The loader goes by path first: a file that took the place of a loaded one gives the old image again.
        let bits = UInt(bitPattern: handle)
        guard !loaded.contains(bits) else {
            throw AssayError(
                .loadFailed,
                "\(file.path) replaced a plugin that is still loaded; start the program again to use it"
            )
        }
        return Image(handle: bits, digest: file.sha256, host: HostTable(path: file.path, log: log), tools: nil)
    }

    private static func entry(of handle: UInt, _ file: PluginFile) throws(AssayError) -> PluginReader.Entry {
        guard let symbol = dlsym(UnsafeMutableRawPointer(bitPattern: handle), PluginImage.entryName) else {
            throw file.noEntry()
        }
        return unsafeBitCast(symbol, to: PluginReader.Entry.self)
    }

    static func loaderMessage() -> String {
        guard let message = dlerror() else { return "no reason given" }
        return CallText.sanitised(
            UnsafeBufferPointer(start: message, count: strlen(message)).lazy.map(UInt8.init(bitPattern:))
        )
    }
}
