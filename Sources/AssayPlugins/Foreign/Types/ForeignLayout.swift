internal import AssayCore

/// A C type of fixed size that is a value of its own: a scalar or a struct.
indirect enum ForeignLayout: Sendable, Hashable {
    case scalar(ForeignScalar)
    case structure(ForeignStructure)

    var size: Int {
        switch self {
        case .scalar(let scalar): scalar.size
        case .structure(let structure): structure.size
        }
    }

    var alignment: Int {
        switch self {
        case .scalar(let scalar): scalar.size
        case .structure(let structure): structure.alignment
        }
    }

    var scalar: ForeignScalar? { if case .scalar(let scalar) = self { scalar } else { nil } }

    var spelling: String {
        switch self {
        case .scalar(let scalar): scalar.spelling
        case .structure(let structure): structure.name
        }
    }

    /// The JSON Schema of the values.
    var schema: Object {
        switch self {
        case .scalar(let scalar): return scalar.schema
        case .structure(let structure):
            return SchemaObject.of(structure.fields.map { ($0.name, $0.layout.schema, true) })
        }
    }
}

extension ForeignLayout {
    /// Writes a value as C holds it; struct members are all required and no others are allowed.
    func write(_ value: Value, to place: UnsafeMutableRawPointer) throws(Misfit) {
        switch self {
        case .scalar(let scalar): try scalar.write(value, to: place)
        case .structure(let structure): try Self.write(value, structure, to: place)
        }
    }

    /// Reads what C left in memory.
    func read(_ place: UnsafeRawPointer) throws(Misfit) -> Value {
        switch self {
        case .scalar(let scalar): return try scalar.read(place)
        case .structure(let structure):
            var members = Object()
            for field in structure.fields {
                members[field.name] = try Self.within(field.name) { () throws(Misfit) in
                    try field.layout.read(place + field.offset)
                }
            }
            return .object(members)
        }
    }

    /// Reads a returned value from where libffi put it.
    func readResult(_ place: UnsafeRawPointer) throws(Misfit) -> Value {
        if case .scalar(let scalar) = self { return try scalar.readResult(place) }
        return try read(place)
    }

    /// Runs something whose misfits belong to a member or element.
    static func within<R>(_ name: String, _ body: () throws(Misfit) -> R) throws(Misfit) -> R {
        do throws(Misfit) {
            return try body()
        } catch {
            throw error.inside(name)
        }
    }

    private static func write(
        _ value: Value,
        _ structure: ForeignStructure,
        to place: UnsafeMutableRawPointer
    ) throws(Misfit) {
        guard let members = value.object else { throw Misfit("must be an object") }
        for field in structure.fields {
            guard let member = members[field.name] else { throw Misfit("is missing").inside(field.name) }
            try within(field.name) { () throws(Misfit) in try field.layout.write(member, to: place + field.offset) }
        }
        guard members.count == structure.fields.count else {
            throw Misfit("has members other than \(structure.fields.map(\.name).joined(separator: ", "))")
        }
    }
}
