internal import AssayCore

extension PluginFile {
    /// What the library says about itself.
    func image() throws(AssayError) -> PluginImage {
        #if os(Linux)
            return try PluginImage(ELFReader(bytes: bytes, file: path, kind: kind))
        #else
            // Other systems have other formats; there the loader finds out.
            return PluginImage(exportsEntry: true, neededLibraries: [])
        #endif
    }

    /// The functions that other images can see; none where the system has another format.
    func functions() throws(AssayError) -> [String: ELFFunction] {
        #if os(Linux)
            let reader = ELFReader(bytes: bytes, file: path, kind: kind)
            try reader.checkHeader(machine: PluginImage.machine)
            return try ELFDynamicTable(reader).functions()
        #else
            return [:]
        #endif
    }

    /// The failure of a library that is no plugin.
    func noEntry() -> AssayError {
        AssayError(
            .loadFailed,
            "\(path) is no plugin: it does not export the function \(PluginImage.entryName), declared in"
                + " <assay/plugin.h>"
        )
    }
}
