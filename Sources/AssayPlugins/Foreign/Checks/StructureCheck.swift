/// Compares a struct of a manifest with one of debug information, by the bytes that it lays out.
///
/// The manifest may group fields in another way and give them other names; what counts is that the same kind of number
/// lies at every place. A name that both have must stand at the same place.
struct StructureCheck {
    private let mine: ForeignStructure
    private let its: NativeStructure

    init(_ mine: ForeignStructure, _ its: NativeStructure) {
        self.mine = mine
        self.its = its
    }

    func check() throws(Difference) {
        guard mine.size == its.size else {
            throw Difference(
                manifest: TypeCheck.spelling(.structure(mine)),
                library: NativeType.structure(its).spelling
            )
        }
        try checkNames()
        guard let theirs = its.leaves() else { return }
        let leaves = Self.leaves(mine)
        for leaf in leaves { try check(leaf, theirs) }
        guard !its.isIrregular else { return }
        for leaf in theirs where leaf.type.size > 0 && !leaves.contains(where: { $0.offset == leaf.offset }) {
            if case .other = leaf.type { continue }
            throw Difference(
                place: "struct \(mine.name)",
                manifest: "no field at byte \(leaf.offset)",
                library: "\(leaf.type.spelling) \(leaf.name) at byte \(leaf.offset)"
            )
        }
    }

    private typealias Leaf = (path: String, offset: Int, scalar: ForeignScalar)

    private func checkNames() throws(Difference) {
        for field in mine.fields {
            guard let other = its.fields.first(where: { $0.name == field.name }), other.offset != field.offset else {
                continue
            }
            throw Difference(
                place: "field \(field.name) of struct \(mine.name)",
                manifest: "byte \(field.offset)",
                library: "byte \(other.offset)"
            )
        }
    }

    private func check(_ leaf: Leaf, _ theirs: [NativeStructure.Field]) throws(Difference) {
        do throws(Difference) {
            if let other = theirs.first(where: { $0.offset == leaf.offset && $0.type.size > 0 }) {
                return try check(leaf, other.type)
            }
            // Unions, bit fields and the like may be described by what the caller uses of them.
            let isInOther = theirs.contains { other in
                guard case .other(_, let size) = other.type else { return false }
                return leaf.offset > other.offset && leaf.offset - other.offset < size
            }
            guard its.isIrregular || isInOther else {
                throw Difference(
                    manifest: "\(leaf.scalar.rawValue) at byte \(leaf.offset)",
                    library: "that nothing starts there"
                )
            }
        } catch {
            throw error.inside("field \(leaf.path) of struct \(mine.name)")
        }
    }

    private func check(_ leaf: Leaf, _ type: NativeType) throws(Difference) {
        switch type {
        case .other: return
        case .pointer:
            // A manifest has no pointers within structs, so an integer stands for one.
            guard leaf.scalar.isInteger, leaf.scalar.size == type.size else {
                throw Difference(manifest: leaf.scalar.rawValue, library: type.spelling)
            }
        default: try TypeCheck.value(.scalar(leaf.scalar), type)
        }
    }

    private static func leaves(_ structure: ForeignStructure, _ path: String = "", _ start: Int = 0) -> [Leaf] {
        structure.fields.flatMap { field in
            let name = path.isEmpty ? field.name : "\(path).\(field.name)"
            switch field.layout {
            case .scalar(let scalar): return [(name, start + field.offset, scalar)]
            case .structure(let inner): return leaves(inner, name, start + field.offset)
            }
        }
    }
}
