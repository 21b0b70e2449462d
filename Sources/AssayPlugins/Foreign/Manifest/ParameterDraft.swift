internal import AssayCore

/// A parameter as it is written, before the parameters it names are known.
struct ParameterDraft {
    let node: ManifestNode
    var parameter: ForeignParameter
    let length: Reference?
    let capacity: Reference?

    /// A number of elements, or the name of what says it.
    enum Reference {
        case count(Int)
        case name(String)
    }

    static func reference(_ key: String, of node: ManifestNode) throws(AssayError) -> Reference? {
        guard let member = node.member(key) else { return nil }
        if member.value.int64 != nil { return .count(try member.integer(0...ForeignContent.byteLimit)) }
        guard let name = member.value.string else {
            throw member.failure("must be a number of elements or the name of a parameter")
        }
        return .name(name)
    }
}
