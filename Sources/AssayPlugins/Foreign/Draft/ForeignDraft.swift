public import AssayCore

/// A manifest written from what a library says about its functions, for a person to finish.
///
/// Types come from debug information. What that does not tell (which way the data behind a pointer goes, how long it is,
/// who frees it) is left open with a type that starts with `?`, which no manifest may keep. Without debug information
/// the whole signature is left open.
public struct ForeignDraft: Sendable, Hashable {
    /// The library as the manifest names it.
    public let library: String
    /// The file whose debug information the types are from; `nil` without any.
    public let debugFile: String?
    let functions: [DraftFunction]
    let structures: [DraftStructure]

    /// Drafts a manifest; the library is read and no code of it runs.
    ///
    /// - Parameters:
    ///   - library: a library name such as `libm.so.6`, or a path.
    ///   - symbols: the functions, as the library calls them.
    /// - Throws: ``AssayError/Code/loadFailed`` for a library or function that is not there, with names that come near,
    ///   and for functions of C++; ``AssayError/Code/unsafePath`` for a file others could have changed.
    public init(library: String, symbols: [String]) throws(AssayError) {
        guard let file = try LibraryFile.find(library) else {
            throw AssayError(
                .loadFailed,
                "\(library) was not found where the system looks for libraries; give its path, as in ./\(library)"
            )
        }
        let known = try file.functions()
        var wanted: [String: ELFFunction] = [:]
        for symbol in symbols {
            guard let function = known[symbol], !Self.isMangled(symbol) else {
                throw Self.missing(symbol, file, known.keys)
            }
            wanted[symbol] = function
        }
        let found = DebugSearch.signatures(of: wanted, in: file)
        self.library = library.utf8.contains(UInt8(ascii: "/")) ? file.path : library
        debugFile = found?.path
        var writer = DraftWriter()
        var functions: [DraftFunction] = []
        var names = DraftNames()
        for symbol in symbols where !functions.contains(where: { $0.symbol == symbol }) {
            let name = names.unique(symbol, otherwise: "function")
            functions.append(writer.function(symbol, name: name, found?.functions[symbol]))
        }
        self.functions = functions
        structures = writer.structures
    }

    /// Whether nothing is left open, so that the manifest loads as it is.
    public var isComplete: Bool { functions.allSatisfy(\.isComplete) }
}

extension ForeignDraft {
    private static func isMangled(_ symbol: String) -> Bool {
        ["_Z", "$s", "$S", "_R", "?"].contains { symbol.hasPrefix($0) }
    }

    private static func missing(
        _ symbol: String,
        _ file: PluginFile,
        _ known: some Sequence<String>
    ) -> AssayError {
        let shown = ManifestNode.shown(symbol)
        let advice = "manifests describe functions of C; export it under a plain name, in C++ with extern \"C\""
        if isMangled(symbol) { return AssayError(.loadFailed, "\(shown) is a name of C++, Swift or Rust: \(advice)") }
        let names = Array(known)
        // The encoded name holds the length and the name.
        let encoded = "\(symbol.utf8.count)\(symbol)"
        if let other = names.sorted().first(where: { $0.hasPrefix("_Z") && $0.contains(encoded) }) {
            return AssayError(
                .loadFailed,
                "\(file.path) has no function \(shown), only the C++ function \(ManifestNode.shown(other)): \(advice)"
            )
        }
        let near = Suggestion.near(symbol, among: names.filter { !isMangled($0) }, limit: 3)
        let hint = near.isEmpty ? "" : "; it has \(near.map(ManifestNode.shown).joined(separator: ", "))"
        return AssayError(.loadFailed, "\(file.path) has no function \(shown)\(hint)")
    }
}
