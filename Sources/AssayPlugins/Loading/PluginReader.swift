internal import AssayCore
internal import CAssayPlugin

/// Turns what a plugin's entry function returns into tools, trusting none of it.
struct PluginReader {
    let file: String
    let digest: String

    typealias Entry =
        @convention(c) (UnsafePointer<assay_host>?, UnsafeMutablePointer<assay_error>?) -> UnsafePointer<assay_plugin>?

    static let toolLimit: UInt32 = 1024

    func tools(from entry: Entry, host: HostTable) throws(AssayError) -> [any Tool] {
        let plugin = try table(from: entry, host: host)
        guard (1...Self.toolLimit).contains(plugin.tool_count) else {
            throw failure("tool_count is \(plugin.tool_count); a plugin has from 1 to \(Self.toolLimit) tools")
        }
        guard let pointers = plugin.tools, Self.isAligned(pointers) else {
            throw failure("tools is null or not aligned; it points to tool_count pointers")
        }
        let gate = CallGate()
        var tools: [any Tool] = []
        for index in 0..<Int(plugin.tool_count) {
            tools.append(try ToolReader(plugin: self, index: index).tool(at: pointers[index], gate: gate))
        }
        try checkNames(tools)
        return tools
    }

    /// The failure of this plugin.
    func failure(_ what: String, code: AssayError.Code = .loadFailed) -> AssayError {
        AssayError(code, "\(file): \(what)")
    }

    /// Whether a struct may be read at the place without a trap.
    static func isAligned<T>(_ pointer: UnsafePointer<T>) -> Bool {
        UInt(bitPattern: pointer) % UInt(MemoryLayout<T>.alignment) == 0
    }

    /// The first field of every struct, read before anything else of it.
    static func structSize<T>(_ pointer: UnsafePointer<T>) -> Int {
        Int(UnsafeRawPointer(pointer).load(as: UInt32.self))
    }
}

extension PluginReader {
    private func table(from entry: Entry, host: HostTable) throws(AssayError) -> assay_plugin {
        var error = assay_error()
        error.struct_size = UInt32(MemoryLayout<assay_error>.size)
        guard let pointer = entry(host.pointer, &error) else { throw refusal(error) }
        guard Self.isAligned(pointer) else { throw failure("assay_plugin is not aligned") }
        let size = Self.structSize(pointer)
        guard size >= 8 else { throw tooSmall("assay_plugin", size, MemoryLayout<assay_plugin>.size) }
        // Another major may have another layout, so this is the last field that means something in all of them.
        let major = UnsafeRawPointer(pointer).load(fromByteOffset: 4, as: UInt32.self)
        guard major == ASSAY_ABI_MAJOR else {
            throw failure(
                "built for version \(major) of the plugin interface and this host has version \(ASSAY_ABI_MAJOR);"
                    + " build it again with this host's <assay/plugin.h>",
                code: .abiMismatch
            )
        }
        guard size >= MemoryLayout<assay_plugin>.size else {
            throw tooSmall("assay_plugin", size, MemoryLayout<assay_plugin>.size)
        }
        return pointer.pointee
    }

    func tooSmall(_ name: String, _ size: Int, _ needed: Int) -> AssayError {
        failure("\(name).struct_size is \(size) and must be at least \(needed); set it to sizeof(\(name))")
    }

    private func refusal(_ error: assay_error) -> AssayError {
        let reason = withUnsafeBytes(of: error.message) { CallText.sanitised($0.prefix { $0 != 0 }) }
        return failure(reason.isEmpty ? "refused to load and gave no reason" : "refused to load: \(reason)")
    }

    private func checkNames(_ tools: [any Tool]) throws(AssayError) {
        var seen: Set<String> = []
        for tool in tools where !seen.insert(tool.name).inserted {
            throw failure(
                "two tools are named \(tool.name); every tool of a plugin has a name of its own",
                code: .duplicateTool
            )
        }
    }
}
