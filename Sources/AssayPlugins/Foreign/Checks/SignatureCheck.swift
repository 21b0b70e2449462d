/// Compares a function of a manifest with what the debug information of its library says.
struct SignatureCheck {
    let function: ForeignFunction
    let native: NativeFunction

    func check() throws(Difference) {
        try checkVariadic()
        let parameters = function.parameters.prefix(function.fixedCount ?? function.parameters.count)
        guard parameters.count == native.parameters.count else {
            throw Difference(manifest: Self.count(parameters.count), library: Self.count(native.parameters.count))
        }
        for (parameter, other) in zip(parameters, native.parameters) {
            do throws(Difference) {
                try check(parameter, other.type)
            } catch {
                throw error.inside("parameter \(parameter.name)")
            }
        }
        do throws(Difference) {
            try checkResult()
        } catch {
            throw error.inside("what it returns")
        }
    }

    private static func count(_ count: Int) -> String { count == 1 ? "1 parameter" : "\(count) parameters" }

    private func checkVariadic() throws(Difference) {
        if native.isVariadic, function.fixedCount == nil {
            throw Difference(
                manifest: "a fixed number of parameters",
                library:
                    "a variable number after the first \(native.parameters.count) (fixed: \(native.parameters.count))"
            )
        }
        if !native.isVariadic, function.fixedCount != nil {
            throw Difference(
                manifest: "a variable number of parameters (fixed)",
                library: Self.count(native.parameters.count)
            )
        }
    }

    private func check(_ parameter: ForeignParameter, _ type: NativeType) throws(Difference) {
        switch parameter.kind {
        case .value(let layout, isPointer: false): try TypeCheck.value(layout, type)
        case .value(let layout, isPointer: true): try TypeCheck.pointer(to: layout, type)
        case .buffer(let buffer):
            try TypeCheck.pointer(to: buffer.content, as: "a pointer to \(Self.name(buffer.content))", type)
        case .block(let block): try TypeCheck.pointer(toPointerTo: block.content, type)
        case .null: try TypeCheck.null(type)
        case .callback(let callback): try TypeCheck.callback(callback, type)
        }
    }

    private func checkResult() throws(Difference) {
        switch function.result.kind {
        case .nothing: try TypeCheck.result(nil, native.result)
        case .value(let layout): try TypeCheck.value(layout, native.result)
        case .block(let block):
            try TypeCheck.pointer(to: block.content, as: "a pointer to \(Self.name(block.content))", native.result)
        }
    }

    private static func name(_ content: ForeignContent) -> String {
        switch content {
        case .text: "text"
        case .bytes: "bytes"
        case .array(let layout): TypeCheck.spelling(layout)
        }
    }
}
