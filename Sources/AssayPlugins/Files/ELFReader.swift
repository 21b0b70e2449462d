internal import AssayCore

/// Bounds-checked access to the bytes of an ELF file.
///
/// Offsets are 64-bit, as in the file; every access that leaves the file throws.
struct ELFReader {
    let bytes: [UInt8]
    let file: String
    var kind = NativeFileKind.plugin

    /// Reads a little-endian integer.
    func integer<T: FixedWidthInteger & UnsignedInteger>(_ type: T.Type, at offset: UInt64) throws(AssayError) -> T {
        let start = try place(offset, size: UInt64(MemoryLayout<T>.size))
        return (0..<MemoryLayout<T>.size).reversed().reduce(0) { $0 << 8 | T(truncatingIfNeeded: bytes[start + $1]) }
    }

    /// Reads text up to its zero byte, which must come before `end`.
    func text(at offset: UInt64, before end: UInt64) throws(AssayError) -> String {
        guard offset < end else { throw damaged("a name lies outside the string table") }
        let start = try place(offset, size: end - offset)
        let slice = bytes[start..<(start + Int(end - offset))]
        guard let zero = slice.prefix(Self.nameLimit).firstIndex(of: 0) else {
            throw damaged("a name has no end")
        }
        return String(decoding: slice[..<zero], as: UTF8.self)
    }

    /// Whether the text at the place, with its zero byte, is the given one.
    func hasText(_ text: String, at offset: UInt64, before end: UInt64) -> Bool {
        let length = UInt64(text.utf8.count) + 1
        guard offset < end, end - offset >= length, let start = try? place(offset, size: length) else { return false }
        return bytes[start..<(start + Int(length) - 1)].elementsEqual(text.utf8) && bytes[start + Int(length) - 1] == 0
    }

    /// The failure of a file that is not what it says it is.
    func damaged(_ what: String) -> AssayError {
        AssayError(.loadFailed, "\(file) is damaged: \(what); build or copy it again")
    }

    /// The failure of a file that is something else.
    func unfit(_ what: String) -> AssayError {
        AssayError(
            .loadFailed,
            "\(file) \(what); a \(kind) is a 64-bit little-endian ELF shared library for this computer"
        )
    }

    private func place(_ offset: UInt64, size: UInt64) throws(AssayError) -> Int {
        let (end, overflow) = offset.addingReportingOverflow(size)
        guard !overflow, end <= UInt64(bytes.count) else { throw damaged("a table ends after the end of the file") }
        return Int(offset)
    }

    private static let nameLimit = 4096
}

extension ELFReader {
    /// Checks what the first 64 bytes say: class, byte order, kind and machine.
    func checkHeader(machine: ELFMachine?) throws(AssayError) {
        guard PluginImage.isELF(bytes) else { throw unfit("is not an ELF file") }
        guard bytes.count >= 64 else { throw damaged("the file ends inside its header") }
        guard bytes[4] == 2 else { throw unfit("is not 64-bit") }
        guard bytes[5] == 1 else { throw unfit("is not little-endian") }
        guard bytes[6] == 1 else { throw unfit("has an unknown ELF version") }
        guard try integer(UInt16.self, at: 16) == 3 else { throw unfit("is no shared library") }
        let found = ELFMachine(number: try integer(UInt16.self, at: 18))
        guard let machine, found != machine else { return }
        throw unfit("is built for \(found) and this computer is \(machine)")
    }

    /// The program headers: what the loader maps and where it finds its tables.
    func segments() throws(AssayError) -> [ELFSegment] {
        let table = try integer(UInt64.self, at: 32)
        let size = try integer(UInt16.self, at: 54)
        let count = try integer(UInt16.self, at: 56)
        guard size == 56 else { throw damaged("a program header has \(size) bytes and not 56") }
        var segments: [ELFSegment] = []
        for index in 0..<UInt64(count) {
            let (place, overflow) = table.addingReportingOverflow(index * 56)
            guard !overflow else { throw damaged("the program headers lie outside the file") }
            segments.append(try ELFSegment(self, at: place))
        }
        return segments
    }
}
