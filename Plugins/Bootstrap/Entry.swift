public import AssayPluginKit

/// The one function the host looks for.
@c(assay_plugin_entry)
public func entry(_ host: HostPointer?, _ error: ErrorPointer?) -> PluginPointer? {
    exportPlugin([Bootstrap(), BootstrapRegression()], host, error)
}
