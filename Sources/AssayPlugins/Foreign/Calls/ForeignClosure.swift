internal import AssayCore
internal import CFFI

/// A C function pointer that leads to a callback session while this value lives.
final class ForeignClosure {
    let code: UnsafeMutableRawPointer
    let session: CallbackSession
    private let closure: UnsafeMutableRawPointer

    init(_ interface: CallInterface, _ session: CallbackSession) throws(AssayError) {
        var code: UnsafeMutableRawPointer?
        guard let closure = ffi_closure_alloc(MemoryLayout<ffi_closure>.size, &code), let code else {
            throw AssayError(.toolFailed, "the system allows no memory for callbacks")
        }
        let status = ffi_prep_closure_loc(
            closure.assumingMemoryBound(to: ffi_closure.self),
            interface.cif,
            { _, result, arguments, session in
                guard let session else { return }
                Unmanaged<CallbackSession>.fromOpaque(session).takeUnretainedValue().serve(arguments, result)
            },
            Unmanaged.passUnretained(session).toOpaque(),
            code
        )
        guard status == FFI_OK else {
            ffi_closure_free(closure)
            throw AssayError(.toolFailed, "a callback cannot be made (libffi status \(status.rawValue))")
        }
        self.code = code
        self.session = session
        self.closure = closure
    }

    deinit { ffi_closure_free(closure) }
}
