public import AssayCore

extension ForeignManifest {
    /// Compares the signatures with the debug information of the library, where there is some; no code of it runs.
    ///
    /// Debug information is looked for in the library and in separate files of this machine, by build ID or
    /// `.gnu_debuglink`, never elsewhere. Reading blocks.
    ///
    /// - Returns: for each function, whether it was compared, and why not: a library that is not here or could not be
    ///   loaded is one of the reasons.
    /// - Throws: ``AssayError/Code/invalidManifest`` naming file, function and parameter with what both say.
    public func check() throws(AssayError) -> [ForeignCheck] {
        var reason = "the library was not found in the places where the system looks"
        do throws(AssayError) {
            if let file = try LibraryFile.find(library) { return try check(against: file) }
        } catch {
            guard error.code == .loadFailed || error.code == .unsafePath else { throw error }
            reason = error.message
        }
        return functions.map { .unchecked($0, because: reason) }
    }

    func check(against library: PluginFile) throws(AssayError) -> [ForeignCheck] {
        let symbols = try library.functions()
        let wanted = functions.reduce(into: [:]) { $0[$1.symbol] = symbols[$1.symbol] }
        guard let found = DebugSearch.signatures(of: wanted, in: library) else {
            let reason =
                DebugLibrary.isInstalled
                ? "the library carries none" : "libdw.so.1, which reads debug information, cannot be loaded"
            return functions.map { .unchecked($0, because: reason) }
        }
        var checks: [ForeignCheck] = []
        for function in functions {
            guard let native = found.functions[function.symbol] else {
                let isThere = symbols.isEmpty || wanted[function.symbol] != nil
                let reason =
                    isThere
                    ? "the debug information of the library does not describe \(function.symbol)"
                    : "the library has no function \(function.symbol)"
                checks.append(.unchecked(function, because: reason))
                continue
            }
            do throws(Difference) {
                try SignatureCheck(function: function, native: native).check()
            } catch {
                throw AssayError(
                    .invalidManifest,
                    CallText.sanitised(
                        "\(file): \(function.name): \(error) (debug information of \(found.path))".utf8
                    )
                )
            }
            checks.append(.checked(function, against: found.path))
        }
        return checks
    }
}
