internal import CAssayPlugin

/// The host as one plugin sees it; lives as long as the process, as the plugin does.
struct HostTable: @unchecked Sendable {  // The pointer is to memory that is never written again or freed.
    let pointer: UnsafePointer<assay_host>

    /// What follows the table in memory, which only the host reads.
    private struct Record {
        var table: assay_host
        let context: Unmanaged<Context>
    }

    private final class Context: Sendable {
        let path: String
        let log: @Sendable (PluginLogLine) -> Void

        init(path: String, log: @escaping @Sendable (PluginLogLine) -> Void) {
            self.path = path
            self.log = log
        }
    }

    init(path: String, log: @escaping @Sendable (PluginLogLine) -> Void) {
        var table = assay_host()
        table.struct_size = UInt32(MemoryLayout<assay_host>.size)
        table.abi_major = ASSAY_ABI_MAJOR
        table.abi_minor = ASSAY_ABI_MINOR
        table.name = CallText.permanent("assay")
        table.version = CallText.permanent("1.0.0")
        table.get_extension = { _, id in HostExtensions.find(id) }
        table.log = { host, level, message in HostTable.receive(host, level, message) }
        let record = UnsafeMutablePointer<Record>.allocate(capacity: 1)
        record.initialize(to: Record(table: table, context: .passRetained(Context(path: path, log: log))))
        pointer = UnsafeRawPointer(record).assumingMemoryBound(to: assay_host.self)
    }

    private static func receive(_ host: UnsafePointer<assay_host>?, _ level: Int32, _ message: assay_text) {
        guard let host, PluginReader.isAligned(host), let text = CallText.bytes(message) else { return }
        let context = UnsafeRawPointer(host).assumingMemoryBound(to: Record.self).pointee.context.takeUnretainedValue()
        let level = PluginLogLine.Level(rawValue: level) ?? .info
        context.log(PluginLogLine(path: context.path, level: level, message: CallText.sanitised(text)))
    }
}
