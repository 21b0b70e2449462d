public import AssayCore

/// One YAML document, read with the core schema of YAML 1.2.
///
/// - A plain scalar is `null`, a boolean, a number or a string exactly as the 1.2 core schema says: `no`, `on` and dates
///   are strings, `012` is 12, `0o14` and `0xC` are 12. A quoted or block scalar is a string.
/// - Refused, with the place and what would be right: every tag, every directive but `%YAML 1.2`, duplicate keys, merge
///   keys, keys that are no strings, a second document, text that is not UTF-8, `.inf` and `.nan`, integers in base 8 or
///   16 beyond 64 bits. Anchors and aliases are refused unless ``YAMLLimits/maxAliases`` allows them.
/// - Size, depth and the number of nodes are bounded before they cost anything.
///
/// JSON is read too, apart from what YAML leaves out of it: keys of more than 1,024 characters, surrogate escapes and
/// tabs as indentation.
public struct YAMLDocument: Sendable {
    /// The outermost node.
    public let root: YAMLNode

    /// The document as a value, without positions.
    public var value: Value { root.value }

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - text: the document; a byte order mark at its start is skipped.
    ///   - file: the name errors give.
    ///   - limits: how large it may be.
    /// - Throws: ``AssayError/Code/invalidYAML`` with file, line and column.
    public init(_ text: String, file: String, limits: YAMLLimits = YAMLLimits()) throws(AssayError) {
        try self.init(bytes: Array(text.utf8), file: file, limits: limits)
    }

    /// Reads a text in UTF-8, as ``init(_:file:limits:)`` does; overlong forms and surrogates are refused.
    public init(bytes: [UInt8], file: String, limits: YAMLLimits = YAMLLimits()) throws(AssayError) {
        let source = try YAMLSource(bytes, file: file, maxBytes: limits.maxBytes)
        root = try YAMLEventReader.withReader(source) { reader throws(AssayError) in
            var composer = YAMLComposer(reader: reader, limits: limits)
            return try composer.document()
        }
    }
}
