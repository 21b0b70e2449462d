/// Turns signatures of debug information into parts of a manifest.
struct DraftWriter {
    private(set) var structures: [DraftStructure] = []
    private var names = DraftNames(reserved: TypeReader.reserved)

    mutating func function(_ symbol: String, name: String, _ native: NativeFunction?) -> DraftFunction {
        var draft = DraftFunction(name: name, symbol: symbol)
        guard let native else {
            draft.notes = ["No debug information describes this function: take the types from its header."]
            draft.parameters = [DraftSlot(name: "first", type: DraftSlot.open)]
            draft.result = DraftSlot(name: "value", type: DraftSlot.open)
            return draft
        }
        var names = DraftNames()
        for (index, parameter) in native.parameters.enumerated() {
            let name = names.unique(parameter.name, otherwise: "arg\(index + 1)")
            draft.parameters.append(slot(name, parameter))
        }
        draft.result = result(names.unique("value", otherwise: "value"), native.result)
        if native.isVariadic {
            draft.fixedCount = native.parameters.count
            draft.notes = ["It takes more parameters after these: add those of the calls that are meant."]
        }
        return draft
    }

    private mutating func slot(_ name: String, _ parameter: NativeFunction.Parameter) -> DraftSlot {
        switch parameter.type {
        case .pointer(.scalar(let scalar, isLoose: true)) where scalar.size == 1 && parameter.isConstant:
            return DraftSlot(name: name, type: "cstring")
        case .pointer(let pointee):
            return .open(name, parameter.type.spelling, pointerNote(pointee, parameter.isConstant))
        default: return value(name, parameter.type)
        }
    }

    private mutating func result(_ name: String, _ type: NativeType) -> DraftSlot? {
        switch type {
        case .nothing: return nil
        case .pointer(.scalar(let scalar, isLoose: true)) where scalar.size == 1:
            let note = "text (type: cstring, nullable: true where it may be null, free: FUNCTION where you own it)"
            return .open(name, type.spelling, note)
        case .pointer:
            let note = "data (type: bytes or array with element, length: …, free: FUNCTION where you own it)"
            return .open(name, type.spelling, note)
        default: return value(name, type)
        }
    }

    private mutating func value(_ name: String, _ type: NativeType) -> DraftSlot {
        if let layout = layout(type) { return DraftSlot(name: name, type: layout) }
        return .open(name, type.spelling, "manifests have no such type; the function cannot be called as it is")
    }

    private mutating func pointerNote(_ pointee: NativeType, _ isConstant: Bool) -> String {
        switch pointee {
        case .function: return "a callback (type: callback, with compare or tool), or null (type: pointer)"
        case .nothing, .unknown, .other: return "data (type: bytes, length: …), or null (type: pointer)"
        case .pointer:
            return "memory the library hands out (type: cstring or bytes, direction: out, allocated: true, free: …),"
                + " or null (type: pointer)"
        case .scalar(let scalar, _) where scalar.size == 1 && !isConstant:
            return "text that goes in (type: cstring), room for text (type: cstring, direction: out, capacity: …),"
                + " or data (type: bytes, direction: …, length: …)"
        default:
            let element = layout(pointee) ?? "TYPE"
            return isConstant
                ? "one value (type: \(element), pointer: true), or a list (type: array, element: \(element), length: …)"
                : "one value (type: \(element), direction: out or inout), or a list (type: array, element: \(element),"
                    + " direction: …, length: … or capacity: …)"
        }
    }
}

extension DraftWriter {
    /// What manifests call a type of values; a struct is defined when it is first met.
    private mutating func layout(_ type: NativeType) -> String? {
        switch type {
        case .scalar(let scalar, _): return scalar.rawValue
        case .structure(let structure): return self.structure(structure)
        default: return nil
        }
    }

    private mutating func structure(_ native: NativeStructure) -> String? {
        if let known = structures.first(where: { $0.native == native }) { return known.name }
        guard !native.isIrregular, native.leaves().map({ (1...ForeignStructure.fieldLimit).contains($0.count) }) == true
        else { return nil }
        var fields: [DraftStructure.Field] = []
        var layouts: [(name: String, layout: ForeignLayout)] = []
        var fieldNames = DraftNames()
        for (path, type) in native.fields.flatMap({ Self.elements($0.name, $0.type) }) {
            guard let name = fieldType(type), let layout = Self.foreignLayout(type) else { return nil }
            let field = fieldNames.unique(path, otherwise: "field\(fields.count + 1)")
            fields.append(DraftStructure.Field(name: field, type: name))
            layouts.append((field, layout))
        }
        // Packed and aligned structs are laid out in ways that manifests do not have.
        guard Self.foreignLayout(.structure(native))?.size == native.size,
            ForeignStructure(name: native.name, fields: layouts)?.size == native.size
        else { return nil }
        let name = names.unique(native.name, otherwise: "structure")
        structures.append(DraftStructure(name: name, native: native, fields: fields))
        return name
    }

    private mutating func fieldType(_ type: NativeType) -> String? {
        if case .pointer = type { return ForeignScalar.u64.rawValue }
        return layout(type)
    }

    /// An array within a struct stands as its elements.
    private static func elements(_ name: String, _ type: NativeType) -> [(String, NativeType)] {
        guard case .array(let element, let count) = type, count <= ForeignStructure.fieldLimit else {
            return [(name, type)]
        }
        return (0..<count).flatMap { elements("\(name)_\($0)", element) }
    }

    /// The layout that a manifest would give a type; `nil` where it would not be the library's.
    private static func foreignLayout(_ type: NativeType) -> ForeignLayout? {
        switch type {
        case .scalar(let scalar, _): return .scalar(scalar)
        case .pointer: return .scalar(.u64)
        case .structure(let native):
            var fields: [(name: String, layout: ForeignLayout)] = []
            for (name, type) in native.fields.flatMap({ elements($0.name, $0.type) }) {
                guard let layout = foreignLayout(type) else { return nil }
                fields.append((name, layout))
            }
            guard !fields.isEmpty, let structure = ForeignStructure(name: native.name, fields: fields),
                (try? StructureCheck(structure, native).check()) != nil
            else { return nil }
            return .structure(structure)
        default: return nil
        }
    }
}
