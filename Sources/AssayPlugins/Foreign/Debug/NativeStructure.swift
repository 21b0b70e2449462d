/// A C struct as debug information has it.
struct NativeStructure: Sendable, Hashable {
    let name: String
    let size: Int
    let fields: [Field]
    /// Whether it holds more than fields at whole bytes: bit fields, base classes.
    let isIrregular: Bool

    struct Field: Sendable, Hashable {
        let name: String
        let type: NativeType
        let offset: Int
    }

    /// The values that are no structs or arrays themselves; `nil` when there are too many to look at.
    func leaves() -> [Field]? {
        var leaves: [Field] = []
        return Self.collect(.structure(self), "", 0, &leaves) ? leaves : nil
    }

    private static let leafLimit = 16_384

    private static func collect(_ type: NativeType, _ path: String, _ offset: Int, _ leaves: inout [Field]) -> Bool {
        switch type {
        case .structure(let structure):
            return structure.fields.allSatisfy { field in
                let (place, overflow) = offset.addingReportingOverflow(field.offset)
                let name = path.isEmpty ? field.name : "\(path).\(field.name)"
                return !overflow && collect(field.type, name, place, &leaves)
            }
        case .array(let element, let count):
            let (end, overflow) = offset.addingReportingOverflow(type.size)
            guard count <= leafLimit, !overflow, end < Int.max else { return false }
            return (0..<count).allSatisfy { collect(element, "\(path)[\($0)]", offset + $0 * element.size, &leaves) }
        default:
            leaves.append(Field(name: path, type: type, offset: offset))
            return leaves.count <= leafLimit
        }
    }
}
