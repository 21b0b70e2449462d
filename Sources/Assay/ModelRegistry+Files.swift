internal import AssayCore
public import AssayModels

extension ModelRegistry {
    /// Where a person's models are described: `assay/models.yaml` in the user's configuration directory.
    ///
    /// - Returns: the path; `nil` where the environment names neither a configuration directory nor a home.
    public static func defaultPath(environment: [String: String]) -> String? {
        ConfigDirectory.path(environment: environment).map { $0 + "/models.yaml" }
    }

    /// Reads the models Assay knows with those of files laid over them; blocks.
    ///
    /// - Parameter paths: Model files, the last one on top.
    /// - Returns: the registry.
    /// - Throws: ``AssayError`` naming the file and, for what is written in it, the place.
    public static func reading(_ paths: [String]) throws -> ModelRegistry {
        try ModelRegistry(layers: paths.map { (text: try TextFile.read($0), name: $0) })
    }
}
