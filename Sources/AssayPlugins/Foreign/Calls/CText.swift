internal import AssayCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Text as C has it, up to a zero byte.
enum CText {
    /// The text at a place; it ends within the limit of all buffers.
    static func read(_ place: UnsafeRawPointer) throws(Misfit) -> Value {
        let limit = ForeignContent.byteLimit
        let count = strnlen(place.assumingMemoryBound(to: CChar.self), limit + 1)
        guard count <= limit else { throw Misfit("is text of more than \(limit) bytes") }
        return try ForeignContent.text.decode(UnsafeRawBufferPointer(start: place, count: count))
    }

    /// The text in a buffer of that size, which must hold the zero byte too.
    static func read(_ place: UnsafeRawPointer, size: Int) throws(Misfit) -> Value {
        let count = strnlen(place.assumingMemoryBound(to: CChar.self), size)
        guard count < size else { throw Misfit("is text without a zero byte within its \(size) bytes") }
        return try ForeignContent.text.decode(UnsafeRawBufferPointer(start: place, count: count))
    }
}
