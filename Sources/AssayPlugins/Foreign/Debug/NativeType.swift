/// A C type as debug information has it, seen through typedefs and qualifiers.
indirect enum NativeType: Sendable, Hashable {
    case nothing
    /// A number or truth value; loose where the language leaves the sign open: plain `char` and enumerations.
    case scalar(ForeignScalar, isLoose: Bool)
    case pointer(NativeType)
    case function(NativeFunction)
    case structure(NativeStructure)
    case array(NativeType, count: Int)
    /// A type that no manifest can express, such as `long double` or a union.
    case other(String, size: Int)
    /// A type that is not described, or too deep to follow.
    case unknown
}

extension NativeType {
    /// The type as messages name it, in the words of manifests.
    var spelling: String {
        switch self {
        case .nothing: "void"
        case .scalar(let scalar, _): scalar.rawValue
        case .pointer(.nothing): "a pointer to anything"
        case .pointer(.pointer): "a pointer to a pointer"
        case .pointer(.unknown): "a pointer"
        case .pointer(let pointee): "a pointer to \(pointee.spelling)"
        case .function: "a function"
        case .structure(let structure): "struct \(structure.name) of \(structure.size) bytes"
        case .array(let element, let count): "\(count) times \(element.spelling)"
        case .other(let name, _): name
        case .unknown: "an unknown type"
        }
    }

    var size: Int {
        switch self {
        case .nothing, .function, .unknown: return 0
        case .scalar(let scalar, _): return scalar.size
        case .pointer: return MemoryLayout<UInt>.size
        case .structure(let structure): return structure.size
        case .array(let element, let count):
            let (size, overflow) = element.size.multipliedReportingOverflow(by: count)
            return overflow ? Int.max : size
        case .other(_, let size): return size
        }
    }
}
