import AssayCore

/// The options of a ``ModelTool``, in the names of its JSON.
struct AskOptions: Sendable {
    /// The models to ask, by name; all of the tool's unless given.
    var models: [String]?
    /// How the models sample and when they end.
    var sampling = ModelSampling()

    /// Reads options.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/invalidArgument`` naming an option that is unknown or of the wrong kind.
    init(_ options: Value) throws(AssayError) {
        for (name, value) in options.object ?? [:] where value != .null {
            guard try read(name, value) else {
                throw AssayError(.invalidArgument, "the option \(name) \(Self.rules[name] ?? "")")
            }
        }
    }

    /// Takes an option over; `false` where its value breaks the rule of its name.
    private mutating func read(_ name: String, _ value: Value) throws(AssayError) -> Bool {
        switch name {
        case "models":
            models = value.texts
            return models.map { !$0.isEmpty } ?? false
        case "temperature": return Self.take(value.double, in: 0...2, into: &sampling.temperature)
        case "top_p": return Self.take(value.double, in: Double.leastNonzeroMagnitude...1, into: &sampling.topP)
        case "max_tokens":
            let count = value.int64.flatMap { Int(exactly: $0) }
            return Self.take(count, in: 1...1_000_000_000, into: &sampling.maxOutputTokens)
        case "stop":
            sampling.stop = value.texts ?? []
            return value.texts != nil
        case "reasoning_effort":
            sampling.reasoningEffort = value.string
            return value.string != nil
        default: throw Self.unknown(name)
        }
    }

    private static func take<T: Comparable>(_ value: T?, in range: ClosedRange<T>, into target: inout T?) -> Bool {
        guard let value, range.contains(value) else { return false }
        target = value
        return true
    }

    private static func unknown(_ name: String) -> AssayError {
        let advice = Suggestion.nearest(to: name, among: rules.keys.sorted()).map { "; did you mean \($0)?" }
        let known = "; there are \(rules.keys.sorted().joined(separator: ", "))"
        return AssayError(.invalidArgument, "asking a model knows no such option\(advice ?? known)")
    }

    private static let rules = [
        "models": "must be a list of names, at least one",
        "temperature": "must be a number from 0 to 2",
        "top_p": "must be a number above 0 and up to 1",
        "max_tokens": "must be a whole number from 1 to 1,000,000,000",
        "stop": "must be a list of texts",
        "reasoning_effort": "must be a text",
    ]
}

extension ModelSampling {
    /// The settings that are set, as options of a ``ModelTool``; the seed is none of them.
    var toolOptions: Object {
        var options = Object()
        options.set("temperature", temperature.flatMap(Value.init(finite:)))
        options.set("top_p", topP.flatMap(Value.init(finite:)))
        options.set("max_tokens", maxOutputTokens.map { Value($0) })
        if !stop.isEmpty { options["stop"] = .array(stop.map(Value.string)) }
        options.set("reasoning_effort", reasoningEffort.map(Value.string))
        return options
    }
}

extension Value {
    /// A list of nothing but texts.
    fileprivate var texts: [String]? {
        guard let array else { return nil }
        let texts = array.compactMap(\.string)
        return texts.count == array.count ? texts : nil
    }
}
