internal import CDW

/// Reads C types and signatures from debug information.
struct DebugTypeReader {
    let budget: DebugBudget

    private static let chainLimit = 64
    private static let pointerLimit = 2
    private static let nestingLimit = 8

    /// How deep a type lies in others.
    private struct Depth {
        var pointers = 0
        var nesting = 0
    }

    /// The signature of a function or of a function type.
    func function(_ entry: DebugEntry) -> NativeFunction { function(entry, Depth()) }

    private func function(_ entry: DebugEntry, _ depth: Depth) -> NativeFunction {
        var parameters: [NativeFunction.Parameter] = []
        var isVariadic = false
        origin(of: entry).eachChild(budget) { child in
            if child.tag == Int(DW_TAG_unspecified_parameters) { isVariadic = true }
            if child.tag == Int(DW_TAG_formal_parameter) {
                parameters.append(
                    NativeFunction.Parameter(
                        name: child.name,
                        type: type(of: child, depth),
                        isConstant: pointsToConstant(child)
                    )
                )
            }
            return parameters.count <= 4 * ForeignFunction.parameterLimit
        }
        return NativeFunction(parameters: parameters, result: type(of: entry, depth), isVariadic: isVariadic)
    }

    /// Code made from an abstract function may have lost parameters that it does not use.
    private func origin(of entry: DebugEntry) -> DebugEntry {
        var entry = entry
        for _ in 0..<Self.chainLimit {
            guard let next = entry.entry(Int(DW_AT_abstract_origin)), next.offset != entry.offset else { break }
            entry = next
        }
        return entry
    }

    private func type(of entry: DebugEntry, _ depth: Depth) -> NativeType {
        guard let type = entry.entry(Int(DW_AT_type)) else { return missing(entry) }
        return resolve(type, depth)
    }

    private func resolve(_ entry: DebugEntry, _ depth: Depth) -> NativeType {
        let (entry, alias) = stripped(entry)
        switch entry.tag {
        case Int(DW_TAG_base_type): return base(entry)
        case Int(DW_TAG_enumeration_type): return enumeration(entry)
        case Int(DW_TAG_pointer_type), Int(DW_TAG_reference_type), Int(DW_TAG_rvalue_reference_type):
            guard depth.pointers < Self.pointerLimit else { return .pointer(.unknown) }
            return .pointer(type(of: entry, Depth(pointers: depth.pointers + 1, nesting: depth.nesting)))
        case Int(DW_TAG_subroutine_type):
            return depth.pointers < Self.pointerLimit ? .function(function(entry, depth)) : .unknown
        case Int(DW_TAG_structure_type), Int(DW_TAG_class_type): return structure(entry, alias, depth)
        case Int(DW_TAG_array_type): return array(entry, depth)
        case let tag where Self.transparent.contains(tag): return missing(entry)
        case Int(DW_TAG_union_type): return .other("a union", size: entry.size ?? 0)
        default: return .other("a type that manifests do not have", size: entry.size ?? 0)
        }
    }

    /// No type means `void`; one that cannot be reached lies in a file that is not here.
    private func missing(_ entry: DebugEntry) -> NativeType { entry.has(Int(DW_AT_type)) ? .unknown : .nothing }

    private static let transparent = [
        DW_TAG_typedef, DW_TAG_const_type, DW_TAG_volatile_type, DW_TAG_restrict_type, DW_TAG_atomic_type,
    ].map { Int($0) }

    /// The type behind typedefs and qualifiers, with the name nearest to it; the last of them where none is behind.
    private func stripped(_ entry: DebugEntry) -> (DebugEntry, String?) {
        var (entry, alias): (DebugEntry, String?) = (entry, nil)
        for _ in 0..<Self.chainLimit {
            guard Self.transparent.contains(entry.tag) else { break }
            if entry.tag == Int(DW_TAG_typedef) { alias = entry.name }
            guard let next = entry.entry(Int(DW_AT_type)) else { break }
            entry = next
        }
        return (entry, alias)
    }

    /// Whether the pointer that is the type of an entry leads to something `const`.
    private func pointsToConstant(_ entry: DebugEntry) -> Bool {
        guard let type = entry.entry(Int(DW_AT_type)), var target = stripped(type).0.entry(Int(DW_AT_type)) else {
            return false
        }
        for _ in 0..<Self.chainLimit {
            if target.tag == Int(DW_TAG_const_type) { return true }
            guard target.tag == Int(DW_TAG_typedef), let next = target.entry(Int(DW_AT_type)) else { break }
            target = next
        }
        return false
    }
}

extension DebugTypeReader {
    private func base(_ entry: DebugEntry) -> NativeType {
        let name = entry.name ?? "an unnamed type"
        let size = entry.size ?? 0
        switch entry.unsigned(Int(DW_AT_encoding)).map({ Int($0) }) {
        case Int(DW_ATE_boolean) where size == 1: return .scalar(.bool, isLoose: false)
        case Int(DW_ATE_float) where size == 4: return .scalar(.f32, isLoose: false)
        case Int(DW_ATE_float) where size == 8: return .scalar(.f64, isLoose: false)
        case Int(DW_ATE_signed), Int(DW_ATE_signed_char):
            return Self.integer(size, isSigned: true).map { .scalar($0, isLoose: name == "char") }
                ?? .other(name, size: size)
        case Int(DW_ATE_unsigned), Int(DW_ATE_unsigned_char), Int(DW_ATE_UTF), Int(DW_ATE_boolean):
            return Self.integer(size, isSigned: false).map { .scalar($0, isLoose: name == "char") }
                ?? .other(name, size: size)
        default: return .other(name, size: size)
        }
    }

    private func enumeration(_ entry: DebugEntry) -> NativeType {
        let size = entry.size ?? 0
        var isSigned = false
        if let underlying = entry.entry(Int(DW_AT_type)), case .scalar(let scalar, _) = resolve(underlying, Depth()) {
            isSigned = scalar.isSigned
        }
        guard let scalar = Self.integer(size, isSigned: isSigned) else { return .other("an enumeration", size: size) }
        return .scalar(scalar, isLoose: true)
    }

    private static func integer(_ size: Int, isSigned: Bool) -> ForeignScalar? {
        ForeignScalar.allCases.first { $0.isInteger && $0.size == size && $0.isSigned == isSigned }
    }

    private func array(_ entry: DebugEntry, _ depth: Depth) -> NativeType {
        let element = type(of: entry, depth)
        let size = entry.size ?? 0
        guard element.size > 0, size % element.size == 0 else { return .other("an array", size: size) }
        return .array(element, count: size / element.size)
    }
}

extension DebugTypeReader {
    private func structure(_ entry: DebugEntry, _ alias: String?, _ depth: Depth) -> NativeType {
        let name = entry.name ?? alias ?? "without a name"
        guard !entry.flag(Int(DW_AT_declaration)), let size = entry.size else { return .unknown }
        guard depth.nesting < Self.nestingLimit else { return .other("struct \(name)", size: size) }
        if entry.unsigned(Int(DW_AT_calling_convention)) == UInt64(DW_CC_pass_by_reference) {
            return .other("class \(name), which is passed by reference", size: size)
        }
        var fields: [NativeStructure.Field] = []
        var isIrregular = false
        let inner = Depth(pointers: depth.pointers, nesting: depth.nesting + 1)
        entry.eachChild(budget) { child in
            if child.tag == Int(DW_TAG_inheritance) { isIrregular = true }
            guard child.tag == Int(DW_TAG_member), !child.flag(Int(DW_AT_external)) else { return true }
            let place = child.unsigned(Int(DW_AT_data_member_location)).flatMap { Int(exactly: $0) }
            if let place, place <= size, !child.has(Int(DW_AT_bit_size)) {
                let type = type(of: child, inner)
                fields.append(NativeStructure.Field(name: child.name ?? "", type: type, offset: place))
            } else {
                isIrregular = true
            }
            return fields.count <= 4096
        }
        return .structure(NativeStructure(name: name, size: size, fields: fields, isIrregular: isIrregular))
    }
}
