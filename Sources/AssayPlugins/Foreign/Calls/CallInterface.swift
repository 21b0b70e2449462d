internal import AssayCore
internal import CFFI

/// How arguments and result of one C signature travel, prepared once.
final class CallInterface: @unchecked Sendable {  // What is prepared here is only read afterwards, by libffi too.
    let cif: UnsafeMutablePointer<ffi_cif>
    private let types: FFITypes

    /// Prepares a signature.
    ///
    /// - Throws: ``AssayError/Code/invalidManifest`` when libffi cannot call it on this machine.
    init(arguments: [FFITypes.Kind], result: FFITypes.Kind, fixedCount: Int? = nil) throws(AssayError) {
        let types = FFITypes()
        let list = types.allocate(UnsafeMutablePointer<ffi_type>?.self, count: arguments.count)
        for (index, kind) in arguments.enumerated() { list[index] = types.type(kind) }
        let cif = types.allocate(ffi_cif.self, count: 1)
        let count = UInt32(arguments.count)
        let resultType = types.type(result)
        let status =
            fixedCount.map { ffi_prep_cif_var(cif, FFI_DEFAULT_ABI, UInt32($0), count, resultType, list) }
            ?? ffi_prep_cif(cif, FFI_DEFAULT_ABI, count, resultType, list)
        guard status == FFI_OK else {
            throw AssayError(
                .invalidManifest,
                "the signature cannot be called on this machine (libffi status \(status.rawValue))"
            )
        }
        for (kind, type) in zip(arguments + [result], arguments.indices.map { list[$0] } + [resultType]) {
            guard case .layout(let layout) = kind, type?.pointee.size != layout.size else { continue }
            throw AssayError(.invalidManifest, "\(layout.spelling) has another size on this machine")
        }
        self.cif = cif
        self.types = types
    }
}
