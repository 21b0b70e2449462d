extension StoppingRules {
    /// Reads a rule as a user writes it, in at most 1,024 bytes; see the table of ``StoppingRules``.
    ///
    /// Spaces around the name and the argument are allowed, capitals are not. Throws when the name is unknown, when an
    /// argument is missing, superfluous or not a number, or when it is out of range: ε in 0…1, a threshold above ½ and
    /// below 1, δ between 0 and 1, counts from 1, windows from 2.
    public static func parse(_ text: String) throws(StoppingRuleError) -> any StoppingRule {
        guard text.utf8.count <= longestText else {
            throw StoppingRuleError(.malformed, "a stopping rule has at most \(longestText) bytes")
        }
        let (name, argument) = try split(text)
        switch name {
        case "stability":
            return StabilityRule(epsilon: try number(argument, name, "from 0 to 1") { $0 >= 0 && $0 <= 1 })
        case "beta":
            let range = "above 0.5 and below 1"
            return BetaRule(threshold: try number(argument, name, range) { $0 > 0.5 && $0 < 1 })
        case "lead": return LeadRule(votes: try count(argument, name, atLeast: 1))
        case "unanimous": return UnanimousRule(votes: try count(argument, name, atLeast: 1))
        case "window": return WindowRule(size: try count(argument, name, atLeast: 2))
        case "certified":
            let range = "above 0 and below 1"
            let delta = try number(argument, name, range) { $0 > 0 && $0 < 1 }
            guard let rule = CertifiedRule(delta: delta) else { throw StoppingRuleError(.outOfRange, range) }
            return rule
        case "curtailed":
            try requireNone(argument, name)
            return CurtailedRule()
        case "never":
            try requireNone(argument, name)
            return NeverRule()
        default:
            throw StoppingRuleError(.unknownRule, "no stopping rule has this name")
        }
    }

    /// The most bytes a rule is written with: more digits than mean anything.
    private static let longestText = 1024

    private static func split(_ text: String) throws(StoppingRuleError) -> (name: String, argument: String?) {
        let trimmed = trim(text)
        guard let open = trimmed.firstIndex(of: "(") else { return (trimmed, nil) }
        guard trimmed.last == ")" else {
            throw StoppingRuleError(.malformed, "the argument of a stopping rule ends with a closing bracket")
        }
        let inside = trimmed[trimmed.index(after: open)...].dropLast()
        return (trim(String(trimmed[..<open])), trim(String(inside)))
    }

    private static func trim(_ text: String) -> String {
        let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        return String(text.drop(while: blank).reversed().drop(while: blank).reversed())
    }

    private static func requireNone(_ argument: String?, _ name: String) throws(StoppingRuleError) {
        if argument != nil { throw StoppingRuleError(.badArgument, "\(name) takes no argument") }
    }

    private static func number(
        _ argument: String?,
        _ name: String,
        _ range: String,
        accepts: (Double) -> Bool
    ) throws(StoppingRuleError) -> Double {
        // The reader of the standard library also takes hexadecimal numbers, infinities and "nan".
        guard let argument, argument.utf8.allSatisfy(isDecimal), let value = Double(argument) else {
            throw StoppingRuleError(.badArgument, "\(name) needs one number \(range)")
        }
        guard accepts(value) else { throw StoppingRuleError(.outOfRange, "the argument of \(name) is \(range)") }
        return value
    }

    private static func count(
        _ argument: String?,
        _ name: String,
        atLeast least: Int
    ) throws(StoppingRuleError) -> Int {
        guard let argument, let value = Int(argument) else {
            throw StoppingRuleError(.badArgument, "\(name) needs one whole number, at least \(least)")
        }
        guard value >= least else {
            throw StoppingRuleError(.outOfRange, "the argument of \(name) is at least \(least)")
        }
        return value
    }

    private static func isDecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return true
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "e"), UInt8(ascii: "E"): return true
        default: return false
        }
    }
}
