internal import CDW

/// libdw, which is loaded when debug information is first wanted.
enum DebugLibrary {
    private static let loaded: assay_dw? = {
        var functions = assay_dw()
        guard assay_dw_load(&functions), functions.elf_version(UInt32(EV_CURRENT)) != EV_NONE else { return nil }
        return functions
    }()

    /// Whether debug information can be read on this machine; without it no file of it opens.
    static var isInstalled: Bool { loaded != nil }

    /// Its functions, of which there are none without it.
    static let functions = loaded ?? assay_dw()
}
