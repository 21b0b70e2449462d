public import CAssayPlugin

/// The host, as the entry function of a plugin gets it.
public typealias HostPointer = UnsafePointer<assay_host>
/// Where the entry function of a plugin writes why it refuses.
public typealias ErrorPointer = UnsafeMutablePointer<assay_error>
/// What the entry function of a plugin returns.
public typealias PluginPointer = UnsafePointer<assay_plugin>

/// Offers tools to the host; the whole body of a plugin's entry function.
///
/// What it returns lives as long as the process. It gives `nil`, with the reason in `error`, to a host of another major
/// version and when there is no tool to offer.
///
/// - Parameters:
///   - tools: the tools, each with a name of its own.
///   - host: what the host passed to the entry function.
///   - error: what the host passed to the entry function.
/// - Returns: what the entry function returns.
public func exportPlugin(_ tools: [any PluginTool], _ host: HostPointer?, _ error: ErrorPointer?) -> PluginPointer? {
    guard let host, host.pointee.struct_size >= MemoryLayout<assay_host>.size else {
        return refuse("the host passed no usable assay_host", error)
    }
    guard host.pointee.abi_major == ASSAY_ABI_MAJOR else {
        return refuse(
            "the host has version \(host.pointee.abi_major) of the plugin interface and not \(ASSAY_ABI_MAJOR)",
            error
        )
    }
    guard !tools.isEmpty else { return refuse("the plugin has no tools", error) }
    let services = HostServices(host)
    let entries = UnsafeMutableBufferPointer<UnsafePointer<assay_tool>?>.allocate(capacity: tools.count)
    _ = entries.initialize(from: tools.map { ExportedTool.export($0, services) })
    let plugin = UnsafeMutablePointer<assay_plugin>.allocate(capacity: 1)
    plugin.initialize(
        to: assay_plugin(
            struct_size: UInt32(MemoryLayout<assay_plugin>.size),
            abi_major: ASSAY_ABI_MAJOR,
            abi_minor: ASSAY_ABI_MINOR,
            tool_count: UInt32(clamping: tools.count),
            tools: entries.baseAddress.map { UnsafePointer($0) }
        )
    )
    return UnsafePointer(plugin)
}

private func refuse(_ reason: String, _ error: ErrorPointer?) -> PluginPointer? {
    guard let error else { return nil }
    withUnsafeMutableBytes(of: &error.pointee.message) { message in
        message.copyBytes(from: reason.utf8.prefix(message.count - 1))
        message[min(reason.utf8.count, message.count - 1)] = 0
    }
    return nil
}
