internal import AssayCore
internal import CDW

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// An open file with debug information, or one that should have some.
///
/// Files are read as needed and not mapped: a file that becomes shorter meanwhile is then an error and no signal.
final class DebugFile {
    let path: String
    let identity: FileIdentity
    private let descriptor: Int32
    private let elf: OpaquePointer
    let information: OpaquePointer?

    /// Opens a file; `nil` when there is none, it is of another format, others could have changed it, or
    /// nothing on this machine reads it.
    init?(_ path: String) {
        guard DebugLibrary.isInstalled,
            let resolved = try? PluginFile.canonicalPath(path, kind: .debugFile)
        else { return nil }
        let descriptor = open(resolved, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            FileSafety(path: resolved, kind: .debugFile, status: status).weakness() == nil,
            let elf = DebugLibrary.functions.elf_begin(descriptor, ELF_C_READ, nil)
        else {
            close(descriptor)
            return nil
        }
        self.path = resolved
        self.descriptor = descriptor
        self.elf = elf
        identity = FileIdentity(
            device: UInt64(truncatingIfNeeded: status.st_dev),
            inode: UInt64(truncatingIfNeeded: status.st_ino)
        )
        information = DebugLibrary.functions.dwarf_begin_elf(elf, DWARF_C_READ, nil)
    }

    deinit {
        _ = DebugLibrary.functions.dwarf_end(information)
        _ = DebugLibrary.functions.elf_end(elf)
        close(descriptor)
    }

    /// Whether it describes at least one unit of code.
    var hasUnits: Bool { units { _ in false } }

    /// Hands out the units until the body has seen enough; says whether there was one.
    @discardableResult
    func units(_ body: (DebugEntry) -> Bool) -> Bool {
        guard let information else { return false }
        var offset: Dwarf_Off = 0
        var next: Dwarf_Off = 0
        var header = 0
        var isAny = false
        while DebugLibrary.functions.dwarf_nextcu(information, offset, &next, &header, nil, nil, nil) == 0,
            next > offset
        {
            var die = Dwarf_Die()
            if DebugLibrary.functions.dwarf_offdie(information, offset + UInt64(header), &die) != nil {
                isAny = true
                guard body(DebugEntry(die)) else { break }
            }
            offset = next
        }
        return isAny
    }
}

extension DebugFile {
    /// The bytes that tell one build from all others.
    var buildID: [UInt8]? {
        var start: UnsafeRawPointer?
        let count = DebugLibrary.functions.dwelf_elf_gnu_build_id(elf, &start)
        guard let start, count > 1, count <= 64 else { return nil }
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// The name of the separate file that was made for this one, and its checksum.
    var link: (name: String, checksum: UInt32)? {
        var checksum: GElf_Word = 0
        guard let name = DebugLibrary.functions.dwelf_elf_gnu_debuglink(elf, &checksum) else { return nil }
        return (String(cString: name), checksum)
    }

    /// The CRC-32 of the whole file (polynomial 0xEDB88320 reflected, as in zlib), which links carry.
    func checksum() -> UInt32? {
        let table = (0..<256 as Range<UInt32>).map { byte in
            (0..<8).reduce(byte) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        var sum = UInt32.max
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        var offset = 0
        while true {
            let count = pread(descriptor, &chunk, chunk.count, off_t(offset))
            guard count > 0 else { return count == 0 ? ~sum : nil }
            for byte in chunk[..<count] { sum = table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ sum >> 8 }
            offset += count
        }
    }
}
