import AssayCore
import Testing

/// A regular expression as a tree that prints itself and knows all places where a match may end.
private indirect enum Expression {
    case literal(Unicode.Scalar)
    case any
    case set(Set<Unicode.Scalar>, isNegated: Bool)
    case sequence([Expression])
    case choice([Expression])
    case repetition(Expression, least: Int, most: Int?, suffix: String)
    case start
    case end
    case lookahead(Expression, isNegated: Bool)

    var text: String {
        switch self {
        case .literal(let scalar): scalar == "." ? "\\." : String(Character(scalar))
        case .any: "."
        case .set(let scalars, let isNegated):
            (isNegated ? "[^" : "[") + scalars.map { String(Character($0)) }.sorted().joined() + "]"
        case .sequence(let parts): parts.map(\.text).joined()
        case .choice(let parts): "(?:" + parts.map(\.text).joined(separator: "|") + ")"
        case .repetition(let part, _, _, let suffix): "(" + part.text + ")" + suffix
        case .start: "^"
        case .end: "$"
        case .lookahead(let part, let isNegated): (isNegated ? "(?!" : "(?=") + part.text + ")"
        }
    }

    /// Where a match that starts at a place may end.
    func ends(_ text: [Unicode.Scalar], from place: Int) -> Set<Int> {
        switch self {
        case .literal(let scalar): return place < text.count && text[place] == scalar ? [place + 1] : []
        case .any: return place < text.count && text[place] != "\n" ? [place + 1] : []
        case .set(let scalars, let isNegated):
            return place < text.count && scalars.contains(text[place]) != isNegated ? [place + 1] : []
        case .sequence(let parts):
            return parts.reduce([place]) { places, part in
                places.reduce(into: []) { $0.formUnion(part.ends(text, from: $1)) }
            }
        case .choice(let parts): return parts.reduce(into: []) { $0.formUnion($1.ends(text, from: place)) }
        case .repetition(let part, let least, let most, _):
            return Self.repeated(part, least, most, text, from: place)
        case .start: return place == 0 ? [place] : []
        case .end: return place == text.count ? [place] : []
        case .lookahead(let part, let isNegated):
            return part.ends(text, from: place).isEmpty == isNegated ? [place] : []
        }
    }

    private static func repeated(
        _ part: Expression,
        _ least: Int,
        _ most: Int?,
        _ text: [Unicode.Scalar],
        from place: Int
    ) -> Set<Int> {
        var places: Set<Int> = [place]
        var found: Set<Int> = least == 0 ? places : []
        for count in 1...max(1, most ?? least + text.count + 1) where count <= most ?? .max {
            places = places.reduce(into: []) { $0.formUnion(part.ends(text, from: $1)) }
            if count >= least { found.formUnion(places) }
        }
        return found
    }

    func occurs(in text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        return (0...scalars.count).contains { !ends(scalars, from: $0).isEmpty }
    }
}

@Suite("Patterns beside a slow matcher")
struct PatternReferenceTests {
    private static let alphabet: [Unicode.Scalar] = ["a", "b", "é", "\n", "."]

    private func expression(_ depth: Int, _ generator: inout SeededGenerator) -> Expression {
        let scalar = Self.alphabet.randomElement(using: &generator) ?? "a"
        func parts(_ generator: inout SeededGenerator) -> [Expression] {
            (0..<Int.random(in: 1...3, using: &generator)).map { _ in expression(depth - 1, &generator) }
        }
        switch Int.random(in: 0..<(depth > 0 ? 11 : 5), using: &generator) {
        case 0, 1: return .literal(scalar)
        case 2: return .any
        case 3: return .set([scalar, "a"], isNegated: Bool.random(using: &generator))
        case 4: return Bool.random(using: &generator) ? .start : .end
        case 5, 6: return .sequence(parts(&generator))
        case 7: return .choice(parts(&generator))
        case 8: return .lookahead(expression(depth - 1, &generator), isNegated: Bool.random(using: &generator))
        default:
            let kinds: [(Int, Int?, String)] = [
                (0, nil, "*"), (1, nil, "+"), (0, 1, "?"), (0, nil, "*?"), (1, 2, "{1,2}"), (2, 2, "{2}"),
                (1, nil, "{1,}?"),
            ]
            let (least, most, suffix) = kinds.randomElement(using: &generator) ?? (0, nil, "*")
            return .repetition(expression(depth - 1, &generator), least: least, most: most, suffix: suffix)
        }
    }

    @Test("Random patterns match random texts exactly when the slow matcher says so")
    func randomPatterns() throws {
        var generator = SeededGenerator(seed: 139)
        var answers = [true: 0, false: 0]
        for _ in 0..<3_000 {
            let expression = expression(3, &generator)
            let pattern = try Pattern(expression.text)
            for _ in 0..<3 {
                let length = Int.random(in: 0...6, using: &generator)
                let scalars = (0..<length).compactMap { _ in Self.alphabet.randomElement(using: &generator) }
                let text = String(String.UnicodeScalarView(scalars))
                let expected = expression.occurs(in: text)
                answers[expected, default: 0] += 1
                #expect(
                    try pattern.matches(text) == expected,
                    "\(expression.text.debugDescription) \(text.debugDescription)"
                )
            }
        }
        #expect(answers.values.allSatisfy { $0 > 500 }, "both answers occur often")
    }
}
