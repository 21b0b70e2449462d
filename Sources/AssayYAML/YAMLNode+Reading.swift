public import AssayCore

extension YAMLNode {
    /// The text.
    ///
    /// - Throws: ``AssayError/Code/invalidDocument`` with file, line, column, path and the kind wanted, as all of these do.
    public func string() throws(AssayError) -> String {
        if case .scalar(.string(let text)) = content { return text }
        throw mismatch("a string", isScalar ? "; put it in quotes" : "")
    }

    /// The truth value; only `true` and `false` in lower, upper or title case are one.
    public func bool() throws(AssayError) -> Bool {
        if case .scalar(.bool(let value)) = content { return value }
        throw mismatch("true or false", "; yes, no, on and off are strings in YAML 1.2")
    }

    /// The whole number, in a range; `3.0` is none.
    public func int(in range: ClosedRange<Int> = .min ... .max) throws(AssayError) -> Int {
        let wanted = range == .min ... .max ? "" : " from \(range.lowerBound) to \(range.upperBound)"
        switch content {
        case .scalar(.integer(let value)):
            guard let value = Int(exactly: value), range.contains(value) else {
                throw failure("must be a whole number\(wanted)")
            }
            return value
        case .scalar(.unsigned): throw failure("must be a whole number\(wanted)")
        default: throw mismatch("a whole number\(wanted)")
        }
    }

    /// The number, in a range; whole ones count.
    public func double(in range: ClosedRange<Double> = -.infinity ... .infinity) throws(AssayError) -> Double {
        let isBounded = range.lowerBound.isFinite && range.upperBound.isFinite
        let wanted = isBounded ? " from \(range.lowerBound) to \(range.upperBound)" : ""
        guard case .scalar(let value) = content, let number = value.double else { throw mismatch("a number\(wanted)") }
        guard range.contains(number) else { throw failure("must be a number\(wanted)") }
        return number
    }

    /// The elements of a sequence.
    public func elements() throws(AssayError) -> [YAMLNode] {
        if case .sequence(let elements) = content { return elements }
        throw mismatch("a sequence")
    }

    /// The elements of a sequence of strings.
    public func strings() throws(AssayError) -> [String] {
        var strings: [String] = []
        for element in try elements() { strings.append(try element.string()) }
        return strings
    }

    /// The mapping as an object.
    public func object() throws(AssayError) -> Object {
        _ = try members()
        return value.object ?? [:]
    }

    private var isScalar: Bool {
        switch content {
        case .scalar(.null), .sequence, .mapping: false
        case .scalar: true
        }
    }

    private func mismatch(_ wanted: String, _ advice: String = "") -> AssayError {
        failure("must be \(wanted), not \(kind)\(advice)")
    }
}
