import AssayCore

extension RuleCondition {
    /// Whether the condition holds for what a path leads to in a view, or for the request alone where it has no path.
    ///
    /// - Throws: ``AssayError/Code/invalidRequest`` when the value is of a kind the operator cannot compare;
    ///   ``AssayError/Code/limitExceeded`` when a regular expression takes too many steps.
    func holds(in view: Value, request: Value) throws(AssayError) -> Bool {
        let value = keys.isEmpty ? request : value(in: view)
        switch test {
        case .exists(let wanted): return (value != nil) == wanted
        case .custom(let matcher): return matcher(value)
        default:
            guard let value else { return false }
            return try holds(for: value)
        }
    }

    private func holds(for value: Value) throws(AssayError) -> Bool {
        switch test {
        case .equals(let operand): return value == operand
        case .among(let operands): return operands.contains(value)
        case .contains(let operand): return try contains(value, operand)
        case .regex(let pattern):
            guard let text = value.string else { throw mismatch(value, "a string") }
            return try pattern.matches(text)
        case .number(let comparison, let operand):
            guard let order = value.compared(to: operand) else { throw mismatch(value, "a number") }
            return comparison.accepts(order)
        case .exists, .custom: return false
        }
    }

    private func contains(_ value: Value, _ operand: Value) throws(AssayError) -> Bool {
        switch (value, operand) {
        case (.array(let elements), _): return elements.contains(operand)
        case (.string(let text), .string(let part)): return text.utf8.contains(part.utf8)
        case (.object(let object), .string(let key)): return object[key] != nil
        default:
            let wanted = operand.string == nil ? "an array" : "a string, an array or an object"
            throw mismatch(value, wanted)
        }
    }

    private func value(in view: Value) -> Value? {
        var value = view
        for key in keys {
            guard let next = value[key] ?? Int(key).flatMap({ value[$0] }) else { return nil }
            value = next
        }
        return value
    }

    private func mismatch(_ value: Value, _ wanted: String) -> AssayError {
        AssayError(
            .invalidRequest,
            "the condition \(summary) needs \(wanted) at \(path), and the request has \(value.typeName) there"
        )
    }
}

extension RuleCondition.Operator {
    fileprivate func accepts(_ order: NumberOrder) -> Bool {
        switch self {
        case .gt: order == .greater
        case .gte: order != .less
        case .lt: order == .less
        case .lte: order != .greater
        case .equals, .contains, .regex, .exists, .in: false
        }
    }
}

extension String.UTF8View {
    /// Whether a text occurs in another, compared by bytes.
    fileprivate func contains(_ part: String.UTF8View) -> Bool {
        let part = Array(part)
        guard let first = part.first else { return true }
        var rest = Array(self)[...]
        while let place = rest.firstIndex(of: first) {
            rest = rest[place...]
            if rest.starts(with: part) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
