/// What a shared library file is used as, for messages.
enum NativeFileKind: String, Sendable, CustomStringConvertible {
    case plugin, library, manifest
    case debugFile = "debug file"

    var description: String { rawValue }
}
