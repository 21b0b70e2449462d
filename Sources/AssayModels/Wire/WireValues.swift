import AssayCore

extension ModelSampling {
    /// The seed as providers take it: 31 bits, because several keep it in a signed 32-bit number.
    ///
    /// Seeds below 2^31 are sent as they are; of others the high bits are folded in, so that seeds that differ only there
    /// stay apart.
    var wireSeed: Value? {
        guard let seed else { return Value?.none }
        return Value((seed ^ (seed >> 31) ^ (seed >> 62)) & 0x7FFF_FFFF)
    }
}

extension FunctionCall {
    /// The arguments as an object; what is no object goes back inside one, so that the model sees what it wrote.
    var sendableArguments: Object { (try? arguments()) ?? ["invalid_arguments": .string(rawArguments)] }
}

extension FunctionResult {
    /// The output as text, errors marked as such.
    var text: String {
        if isError { return Value.object(["error": output]).canonicalJSON }
        return output.string ?? output.canonicalJSON
    }
}

extension ModelMessage {
    /// The results of functions, in order.
    var results: [FunctionResult] {
        parts.compactMap { part in
            if case .result(let result) = part { result } else { nil }
        }
    }

    /// What a provider of that kind wants back; `nil` for what another provider wrote.
    func payload(for kind: ProviderKind) -> Value? {
        guard let payload, payload.provider == kind else { return Value?.none }
        return payload.value
    }
}

extension Object {
    /// Sets a member unless the value is absent.
    mutating func set(_ key: String, _ value: Value?) {
        if let value { self[key] = value }
    }

    /// Takes over the members of another object that are not `null`.
    mutating func merge(_ other: Object) {
        for (key, value) in other where value != .null { self[key] = value }
    }
}

extension Value {
    /// Text that is written as a string or as a list of pieces with text.
    var plainText: String? {
        switch self {
        case .string(let text): text
        case .array(let pieces): pieces.compactMap { $0.string ?? $0["text"]?.string }.joined()
        default: nil
        }
    }

    /// JSON that servers write as text or as a value.
    var jsonText: String? {
        switch self {
        case .string(let text): text
        case .null: nil
        default: canonicalJSON
        }
    }
}
