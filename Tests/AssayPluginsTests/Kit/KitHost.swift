import AssayPluginKit
import CAssayPlugin
import Testing

/// A host as small as the interface allows, which keeps what a tool says.
final class KitHost {
    var output: [UInt8] = []
    var events: [String] = []
    var failure: String?
    var isCancelled = false
    private let table: UnsafeMutablePointer<assay_host>

    static let progress = permanent(
        assay_host_progress(
            struct_size: UInt32(MemoryLayout<assay_host_progress>.size),
            reserved: 0,
            report: { call, fraction, message in KitHost.of(call).events.append("progress \(fraction) \(text(message))")
            }
        )
    )
    static let usage = permanent(
        assay_host_usage(
            struct_size: UInt32(MemoryLayout<assay_host_usage>.size),
            reserved: 0,
            report: { call, report in
                guard let report = report?.pointee else { return }
                KitHost.of(call).events.append(
                    "usage \(report.fields) \(report.tokens) \(report.cost_usd) \(report.time_ms)"
                )
            }
        )
    )

    init(major: UInt32 = ASSAY_ABI_MAJOR, offersExtensions: Bool = true) {
        table = .allocate(capacity: 1)
        table.initialize(to: assay_host())
        table.pointee.struct_size = UInt32(MemoryLayout<assay_host>.size)
        table.pointee.abi_major = major
        table.pointee.get_extension = { _, id in
            switch id.map({ String(cString: $0) }) {
            case ASSAY_EXT_PROGRESS: UnsafeRawPointer(bitPattern: KitHost.progress)
            case ASSAY_EXT_USAGE: UnsafeRawPointer(bitPattern: KitHost.usage)
            default: nil
            }
        }
        if !offersExtensions { table.pointee.get_extension = { _, _ in nil } }
    }

    deinit { table.deallocate() }

    /// What the tools export to this host, or why not.
    func load(_ tools: [any PluginTool]) -> (plugin: assay_plugin?, reason: String) {
        var error = assay_error()
        let plugin = exportPlugin(tools, table, &error)
        let reason = withUnsafeBytes(of: error.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        return (plugin?.pointee, reason)
    }

    /// Calls a function of a tool with a call of seed 7, replicate 3 and attempt 2.
    func call(request: String, options: String = "{}", _ body: (UnsafePointer<assay_call>) -> Int32) -> Int32 {
        let trace = String(repeating: "a", count: 32)
        return request.withCString { request in
            options.withCString { options in
                trace.withCString { trace in
                    var call = functions()
                    call.request = assay_text_of(request)
                    call.options = assay_text_of(options)
                    call.trace_id = assay_text_of(trace)
                    return body(&call)
                }
            }
        }
    }

    private func functions() -> assay_call {
        var call = assay_call()
        call.struct_size = UInt32(MemoryLayout<assay_call>.size)
        call.attempt = 2
        call.replicate = 3
        call.seed = 7
        call.host_data = Unmanaged.passUnretained(self).toOpaque()
        call.is_cancelled = { KitHost.of($0).isCancelled ? 1 : 0 }
        call.write_output = { call, bytes, size in
            KitHost.of(call).output += UnsafeRawBufferPointer(start: bytes, count: Int(size))
            return 0
        }
        call.emit = { call, name, json in
            KitHost.of(call).events.append("\(KitHost.text(name)) \(KitHost.text(json))")
            return KitHost.text(name) == "refused" ? 1 : 0
        }
        call.set_error = { call, code, message, retryable in
            KitHost.of(call).failure = "\(KitHost.text(code)) \(retryable): \(KitHost.text(message))"
        }
        return call
    }

    static func text(_ text: assay_text) -> String {
        String(decoding: UnsafeRawBufferPointer(start: text.bytes, count: Int(text.size)), as: UTF8.self)
    }

    private static func of(_ call: UnsafePointer<assay_call>?) -> KitHost {
        guard let data = call?.pointee.host_data else { preconditionFailure("the kit passed no call") }
        return Unmanaged<KitHost>.fromOpaque(data).takeUnretainedValue()
    }

    /// The address of a table that lives as long as the process.
    private static func permanent<T>(_ value: T) -> UInt {
        let pointer = UnsafeMutablePointer<T>.allocate(capacity: 1)
        pointer.initialize(to: value)
        return UInt(bitPattern: pointer)
    }
}
