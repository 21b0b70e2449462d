internal import AssayCore
internal import CAssayPlugin

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The extensions every plugin may ask the host for; they live as long as the process.
struct HostExtensions: @unchecked Sendable {  // The pointers are to memory that is never written again or freed.
    private static let shared = HostExtensions()

    private let progress: UnsafePointer<assay_host_progress>
    private let usage: UnsafePointer<assay_host_usage>

    static func find(_ id: UnsafePointer<CChar>?) -> UnsafeRawPointer? {
        guard let id else { return nil }
        if strcmp(id, ASSAY_EXT_PROGRESS) == 0 { return UnsafeRawPointer(shared.progress) }
        return strcmp(id, ASSAY_EXT_USAGE) == 0 ? UnsafeRawPointer(shared.usage) : nil
    }

    private init() {
        progress = Self.permanent(
            assay_host_progress(
                struct_size: UInt32(MemoryLayout<assay_host_progress>.size),
                reserved: 0,
                report: { call, fraction, message in PluginCall.of(call)?.progress(fraction, message) }
            )
        )
        usage = Self.permanent(
            assay_host_usage(
                struct_size: UInt32(MemoryLayout<assay_host_usage>.size),
                reserved: 0,
                report: { call, usage in PluginCall.of(call)?.usage(usage) }
            )
        )
    }

    private static func permanent<T>(_ value: T) -> UnsafePointer<T> {
        let pointer = UnsafeMutablePointer<T>.allocate(capacity: 1)
        pointer.initialize(to: value)
        return UnsafePointer(pointer)
    }
}
