/// What a shared library file is used as, for messages.
enum NativeFileKind: String, Sendable, CustomStringConvertible {
    case plugin, library, manifest
    case debugFile = "debug file"
    case lock = "list of pinned plugins"

    var description: String { rawValue }
}
