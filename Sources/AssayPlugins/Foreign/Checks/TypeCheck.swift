/// Compares types of a manifest with types of debug information.
///
/// What C itself leaves open is accepted: the sign of plain `char` and of enumerations, `void *` for every pointer to
/// data, and whether a pointer leads to one element or to many.
enum TypeCheck {
    static func value(_ layout: ForeignLayout, _ type: NativeType) throws(Difference) {
        switch (layout, type) {
        case (_, .unknown): return
        case (.scalar(let mine), .scalar(let its, let isLoose)):
            let isSameSize = mine.size == its.size
            if mine == its || (isSameSize && isLoose && mine.isInteger && its.isInteger) { return }
            // Libraries older than _Bool have a byte of their own for it.
            if isSameSize, [mine, its].contains(.bool), mine.isInteger || its.isInteger { return }
            throw difference(layout, type)
        case (.structure(let mine), .structure(let its)): try StructureCheck(mine, its).check()
        default: throw difference(layout, type)
        }
    }

    /// A pointer of the manifest against whatever the library takes or returns.
    static func pointer(
        to content: ForeignContent,
        as spelling: String,
        _ type: NativeType
    ) throws(Difference) {
        let pointee = try pointee(spelling, type)
        switch (content, pointee) {
        case (_, .nothing), (_, .unknown): return
        case (_, .function): throw Difference(manifest: spelling, library: type.spelling)
        case (.text, .scalar(let scalar, _)), (.bytes, .scalar(let scalar, _)):
            guard scalar.size == 1 else { throw Difference(manifest: spelling, library: type.spelling) }
        case (.bytes, _): return
        case (.array(let element), _): try elements(element, pointee)
        case (.text, .array(let element, _)) where element.size == 1: return
        case (.text, _): throw Difference(manifest: spelling, library: type.spelling)
        }
    }

    /// One value behind a pointer.
    static func pointer(to layout: ForeignLayout, _ type: NativeType) throws(Difference) {
        let pointee = try pointee("a pointer to \(spelling(layout))", type)
        switch pointee {
        case .nothing, .unknown: return
        default: try elements(layout, pointee)
        }
    }

    /// A pointer to a pointer that the function stores.
    static func pointer(toPointerTo content: ForeignContent, _ type: NativeType) throws(Difference) {
        let spelling = "a pointer to a pointer"
        let pointee = try pointee(spelling, type)
        switch pointee {
        case .nothing, .unknown: return
        case .pointer: try pointer(to: content, as: spelling, pointee)
        default: throw Difference(manifest: spelling, library: type.spelling)
        }
    }

    static func callback(_ callback: ForeignCallback, _ type: NativeType) throws(Difference) {
        let pointee = try pointee("a pointer to a function", type)
        switch pointee {
        case .nothing, .unknown: return
        case .function(let function): try signature(callback, function)
        default: throw Difference(manifest: "a pointer to a function", library: type.spelling)
        }
    }

    /// Anything that a null pointer can be given for.
    static func null(_ type: NativeType) throws(Difference) { _ = try pointee("a pointer", type) }

    static func result(_ scalar: ForeignScalar?, _ type: NativeType) throws(Difference) {
        switch (scalar, type) {
        case (_, .unknown), (nil, .nothing): return
        case (nil, _): throw Difference(manifest: "void", library: type.spelling)
        case (let scalar?, _): try value(.scalar(scalar), type)
        }
    }

    static func spelling(_ layout: ForeignLayout) -> String {
        switch layout {
        case .scalar(let scalar): scalar.rawValue
        case .structure(let structure): "struct \(structure.name) of \(structure.size) bytes"
        }
    }
}

extension TypeCheck {
    private static func difference(_ layout: ForeignLayout, _ type: NativeType) -> Difference {
        Difference(manifest: spelling(layout), library: type.spelling)
    }

    private static func pointee(_ spelling: String, _ type: NativeType) throws(Difference) -> NativeType {
        switch type {
        case .pointer(let pointee): return pointee
        case .unknown: return .unknown
        default: throw Difference(manifest: spelling, library: type.spelling)
        }
    }

    /// What a pointer leads to, where it may also lead to an array of it.
    private static func elements(_ layout: ForeignLayout, _ type: NativeType) throws(Difference) {
        var type = type
        while case .array(let element, _) = type { type = element }
        do throws(Difference) {
            try value(layout, type)
        } catch {
            throw Difference(
                place: error.place,
                manifest: error.place.isEmpty ? "a pointer to \(error.manifest)" : error.manifest,
                library: error.place.isEmpty ? "a pointer to \(error.library)" : error.library
            )
        }
    }

    private static func signature(_ callback: ForeignCallback, _ function: NativeFunction) throws(Difference) {
        guard callback.parameters.count == function.parameters.count else {
            throw Difference(
                place: "its parameters",
                manifest: "\(callback.parameters.count)",
                library: "\(function.parameters.count)"
            )
        }
        for (mine, its) in zip(callback.parameters, function.parameters) {
            do throws(Difference) {
                switch mine.kind {
                case .value(let layout): try value(layout, its.type)
                case .element(let layout): try pointer(to: layout, its.type)
                case .text: try pointer(to: .text, as: "a pointer to text", its.type)
                case .ignored: try null(its.type)
                }
            } catch {
                throw error.inside("its parameter \(mine.name)")
            }
        }
        do throws(Difference) {
            try result(callback.result, function.result)
        } catch {
            throw error.inside("what it returns")
        }
    }
}
