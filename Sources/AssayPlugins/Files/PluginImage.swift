public import AssayCore

/// What a shared library says about itself, read from its bytes without running any of it.
///
/// Only what the dynamic loader itself would look at is read: the program headers, the dynamic table and the symbols it
/// names. Constructors of a library run while it is loaded, so whatever can be refused is refused here. Reading is
/// linear in the number of bytes, and a table that points outside the file is a failure, never a trap.
public struct PluginImage: Sendable, Hashable {
    /// Whether the library exports the plugin interface's entry function.
    public let exportsEntry: Bool
    /// The libraries it asks the loader for, in its own order.
    public let neededLibraries: [String]

    /// Reads a 64-bit ELF shared library for this machine.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - file: its name, for messages.
    /// - Throws: ``AssayError/Code/loadFailed`` when it is something else, or damaged.
    public init(bytes: [UInt8], file: String) throws(AssayError) {
        try self.init(ELFReader(bytes: bytes, file: file))
    }

    init(_ reader: ELFReader) throws(AssayError) {
        try reader.checkHeader(machine: Self.machine)
        let dynamic = try ELFDynamicTable(reader)
        neededLibraries = try dynamic.neededLibraries()
        exportsEntry = try dynamic.exportsFunction(named: Self.entryName)
    }

    init(exportsEntry: Bool, neededLibraries: [String]) {
        self.exportsEntry = exportsEntry
        self.neededLibraries = neededLibraries
    }

    /// Whether the bytes start as every ELF file does.
    static func isELF(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) }

    static let entryName = "assay_plugin_entry"

    #if arch(x86_64)
        static let machine = ELFMachine.x86_64
    #elseif arch(arm64)
        static let machine = ELFMachine.aarch64
    #elseif arch(riscv64)
        static let machine = ELFMachine.riscv
    #else
        static let machine: ELFMachine? = nil
    #endif
}
