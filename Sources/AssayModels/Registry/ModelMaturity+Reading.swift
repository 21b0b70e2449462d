import AssayCore
import AssayYAML

extension ModelMaturity {
    /// Reads a name from a document.
    init(_ node: YAMLNode) throws(AssayError) {
        guard let maturity = ModelMaturity(rawValue: try node.string()) else {
            throw node.failure("must be one of \(ModelMaturity.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self = maturity
    }
}
