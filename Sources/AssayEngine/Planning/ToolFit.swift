import AssayCore

/// How well a request fits a tool.
enum ToolFit {
    /// The score, in 0 … 1, and what it is made of.
    case fits(score: Double, reasons: [String])
    /// Why the tool cannot take the request.
    case refuses(reason: String)

    /// Judges by input schema, capabilities and words.
    ///
    /// `score = 0.05 + 0.40 known + 0.25 required + 0.30 words`, where
    /// - `known` is the share of the request's members the schema has as properties,
    /// - `required` is the share of them it requires,
    /// - `words = 1 − 2^(−h/2)`; a word of the request counts 2 in `h` when it is like one of the tool's name or
    ///   capabilities, and 1 when it is like one of its description.
    ///
    /// The request must be valid. Where the schema declares properties, and the request has none of them nor any word of
    /// the tool, the tool does not fit although it would not complain. Without a schema every object is valid.
    init(_ tool: ToolDescriptor, _ request: Object) {
        let schema: Schema?
        do throws(AssayError) {
            schema = try tool.inputSchema.map { value throws(AssayError) in try Schema(value) }
        } catch {
            self = .refuses(reason: "its input schema cannot be used")
            return
        }
        if let violation = schema?.validate(.object(request)).first {
            let place = violation.instanceLocation.isEmpty ? "the request" : violation.instanceLocation
            self = .refuses(reason: "the request breaks its input schema: \(place): \(violation.message)")
            return
        }
        let shape = schema?.subschema(atPath: [])
        let properties = shape?["properties"]?.object ?? [:]
        let required = Set(shape?["required"]?.array?.compactMap(\.string) ?? [])
        let known = request.keys.filter { properties[$0] != nil }
        let asked = request.keys.filter(required.contains)
        let words = Self.wordScore(tool, request)
        guard known.count > 0 || words > 0 || properties.isEmpty || request.isEmpty else {
            self = .refuses(reason: "its input schema knows no member of the request")
            return
        }
        let members = Double(max(request.count, 1))
        let score = 0.05 + 0.40 * Double(known.count) / members + 0.25 * Double(asked.count) / members + 0.30 * words
        self = .fits(
            score: score,
            reasons: [
                "its schema knows \(known.count) of the request's \(request.count) members and requires \(asked.count)",
                words > 0 ? "the request has words of its name, capabilities or description" : "no words in common",
            ]
        )
    }

    private static func wordScore(_ tool: ToolDescriptor, _ request: Object) -> Double {
        let texts = RequestWords.texts(of: .object(request)) + request.keys.prefix(200)
        let asked = texts.reduce(into: Set<String>()) { $0.formUnion(RequestWords.subjects(of: $1)) }
        let strong = RequestWords.subjects(of: ([tool.name] + tool.capabilities).joined(separator: " "))
        let weak = RequestWords.subjects(of: tool.description)
        var hits = 0
        for word in asked {
            if strong.contains(where: { RequestWords.isAlike($0, word) }) {
                hits += 2
            } else if weak.contains(where: { RequestWords.isAlike($0, word) }) {
                hits += 1
            }
        }
        return 1 - halves(hits)
    }

    /// 2^(−hits/2), without a power function.
    private static func halves(_ hits: Int) -> Double {
        let pairs = (0..<min(hits / 2, 60)).reduce(1.0) { value, _ in value / 2 }
        return hits.isMultiple(of: 2) ? pairs : pairs * 0.5.squareRoot()
    }
}
