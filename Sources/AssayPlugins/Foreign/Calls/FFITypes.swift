internal import CFFI

/// The descriptions of C types that libffi works with, and the memory they live in.
final class FFITypes {
    private var blocks: [UnsafeMutableRawPointer] = []

    deinit { for block in blocks { block.deallocate() } }

    /// What goes into or comes out of a C function.
    enum Kind {
        case nothing
        case pointer
        case layout(ForeignLayout)
    }

    func allocate<T>(_ type: T.Type, count: Int) -> UnsafeMutablePointer<T> {
        let size = max(1, count) * MemoryLayout<T>.stride
        let block = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        block.initializeMemory(as: UInt8.self, repeating: 0, count: size)
        blocks.append(block)
        return block.bindMemory(to: T.self, capacity: count)
    }

    func type(_ kind: Kind) -> UnsafeMutablePointer<ffi_type>? {
        switch kind {
        case .nothing: assay_ffi_type(Self.letter("v"), 0)
        case .pointer: assay_ffi_type(Self.letter("p"), 8)
        case .layout(.scalar(let scalar)): Self.type(scalar)
        case .layout(.structure(let structure)): type(structure)
        }
    }

    private func type(_ structure: ForeignStructure) -> UnsafeMutablePointer<ffi_type> {
        // The list of members ends with a null pointer.
        let elements = allocate(UnsafeMutablePointer<ffi_type>?.self, count: structure.fields.count + 1)
        for (index, field) in structure.fields.enumerated() { elements[index] = type(.layout(field.layout)) }
        let type = allocate(ffi_type.self, count: 1)
        type.pointee.type = UInt16(FFI_TYPE_STRUCT)
        type.pointee.elements = elements
        return type
    }

    private static func type(_ scalar: ForeignScalar) -> UnsafeMutablePointer<ffi_type>? {
        if scalar == .f32 || scalar == .f64 { return assay_ffi_type(letter("f"), Int32(scalar.size)) }
        return assay_ffi_type(letter(scalar.isSigned ? "i" : "u"), Int32(scalar.size))
    }

    private static func letter(_ letter: Unicode.Scalar) -> CChar { CChar(truncatingIfNeeded: letter.value) }
}
