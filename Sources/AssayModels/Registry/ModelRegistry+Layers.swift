public import AssayCore
internal import AssayYAML

extension ModelRegistry {
    /// Creates a registry of the models Assay knows, with those of files laid over them.
    ///
    /// A model of a file takes the place of an earlier one of the same id. A file with `builtin: false` beside its `models`
    /// drops the models Assay knows.
    ///
    /// - Parameter files: The texts of model files with their names for errors, the last one on top.
    /// - Throws: ``AssayError`` with file, line, column and path, as for any model file.
    public convenience init(layers files: [(text: String, name: String)]) throws(AssayError) {
        try self.init(DefaultModels.yaml, file: "the built-in models")
        var builtIn = Set(listModels().map(\.id))
        for file in files {
            let layer = try ModelFile(file.text, file: file.name, isLayer: true)
            let own = Set(layer.entries.map(\.record.id))
            for id in layer.keepsBuiltIn ? own : own.union(builtIn) { unregisterModel(id) }
            builtIn = layer.keepsBuiltIn ? builtIn.subtracting(own) : []
            try register(layer.entries)
        }
    }

    func register(_ entries: [ModelFile.Entry]) throws(AssayError) {
        for entry in entries {
            do throws(AssayError) {
                try registerModel(entry.record)
            } catch {
                throw entry.node.failure("cannot be registered: \(error.message)")
            }
        }
    }
}
