public import AssayCore
internal import AssayYAML

extension ModelRegistry {
    /// Reads the models of a file, all or none.
    ///
    /// - Parameters:
    ///   - text: The file's text, YAML or JSON.
    ///   - file: Its name, for errors.
    /// - Throws: ``AssayError`` with file, line, column and path: ``AssayError/Code/invalidDocument`` for an unknown key, a
    ///   wrong value, or a name that two models share.
    public convenience init(_ text: String, file: String) throws(AssayError) {
        self.init()
        try registerModels(text, file: file)
    }

    /// Adds the models of a file; those before a refused one stay.
    ///
    /// - Throws: as ``init(_:file:)``.
    public func registerModels(_ text: String, file: String) throws(AssayError) {
        try register(ModelFile(text, file: file).entries)
    }
}
