internal import CAssayPlugin

/// The extensions of the host this kit knows; `nil` where the host has none.
struct HostServices {
    let progress: UnsafePointer<assay_host_progress>?
    let usage: UnsafePointer<assay_host_usage>?

    init(_ host: UnsafePointer<assay_host>) {
        progress = host.pointee.get_extension?(host, ASSAY_EXT_PROGRESS)?.assumingMemoryBound(
            to: assay_host_progress.self
        )
        usage = host.pointee.get_extension?(host, ASSAY_EXT_USAGE)?.assumingMemoryBound(to: assay_host_usage.self)
    }
}
