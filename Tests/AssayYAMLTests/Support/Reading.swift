import AssayCore
import AssayYAML

/// Reads a text as a file named `f`.
func read(_ text: String, _ limits: YAMLLimits = YAMLLimits()) throws(AssayError) -> Value {
    try YAMLDocument(text, file: "f", limits: limits).value
}

/// What is said about a text, or `nil` when it is read.
func complaint(_ text: String, _ limits: YAMLLimits = YAMLLimits()) -> String? {
    do throws(AssayError) {
        _ = try read(text, limits)
        return nil
    } catch {
        return error.code == .invalidYAML ? error.message : "wrong code \(error.code)"
    }
}
