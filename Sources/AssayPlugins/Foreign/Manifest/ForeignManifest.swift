public import AssayCore

/// A file that says how functions of a library are called, checked before anything is loaded.
///
/// ```json
/// {
///   "library": "libm.so.6",
///   "functions": [{
///     "name": "power", "symbol": "pow", "description": "x raised to the power y",
///     "parameters": [{"name": "x", "type": "f64"}, {"name": "y", "type": "f64"}],
///     "returns": {"name": "value", "type": "f64"}
///   }]
/// }
/// ```
///
/// Only debug information, where a library has some, tells whether a manifest is right about it: a wrong signature that
/// nobody notices is undefined behaviour.
public struct ForeignManifest: Sendable, Hashable {
    /// The name of the manifest, for messages.
    public let file: String
    /// A library name such as `libm.so.6`, which the system finds, or an absolute path.
    public let library: String
    /// The version of the tools, as the author writes it.
    public let version: String
    /// Who stands behind the library.
    public let provider: String?
    /// The functions, in the order of the manifest.
    public let functions: [ForeignFunction]
    /// What the file holds, so that another process can read it again.
    let source: Value

    /// Checks a manifest.
    ///
    /// - Parameters:
    ///   - value: what the file holds, from JSON or YAML.
    ///   - file: its name, for messages.
    /// - Throws: ``AssayError/Code/invalidManifest`` with the file, the place in it and what would be right.
    public init(_ value: Value, file: String) throws(AssayError) {
        let node = ManifestNode(file: file, path: "", value: value)
        try node.checkMembers(["library", "namespace", "version", "provider", "structs", "functions"])
        self.file = file
        source = value
        library = try Self.library(node.required("library"))
        version = try node.optionalText("version") ?? "1.0.0"
        provider = try node.optionalText("provider")
        let structures = try StructureReader(node: node.member("structs"))
        let namespace = try node.member("namespace")?.name()
        let types = TypeReader(structures: try structures.all())
        var common: Object = ["library": .string(library)]
        common["structs"] = value["structs"]
        functions = try Self.functions(node.required("functions"), namespace, types, common)
    }

    private static func library(_ node: ManifestNode) throws(AssayError) -> String {
        let library = try node.text()
        let isPath = library.utf8.contains(UInt8(ascii: "/"))
        if isPath, !library.hasPrefix("/") {
            throw node.failure("must be an absolute path or a bare name such as libm.so.6; a relative path is neither")
        }
        guard isPath || isLibraryName(library) else {
            throw node.failure("must be a name such as libm.so.6, which the system finds, or an absolute path")
        }
        return library
    }

    private static func isLibraryName(_ name: String) -> Bool {
        guard name.hasPrefix("lib"), name.contains(".so") || name.hasSuffix(".dylib") else { return false }
        return name.utf8.count <= 255 && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    private static func functions(
        _ node: ManifestNode,
        _ namespace: String?,
        _ types: TypeReader,
        _ common: Object
    ) throws(AssayError) -> [ForeignFunction] {
        var functions: [ForeignFunction] = []
        var names: Set<String> = []
        for element in try node.elements(1...1024) {
            let reader = FunctionReader(node: element, namespace: namespace, types: types, common: common)
            let function = try reader.function()
            guard names.insert(function.name).inserted else {
                throw element.failure("the name \(function.name) comes twice; every tool has a name of its own")
            }
            functions.append(function)
        }
        return functions
    }
}
