public import AssayCore

/// One thing a rule asks of a request.
///
/// A path is made of keys and array indices with dots between: `options.budget.tokens`, `points.0.x`. A missing value
/// fails every condition but ``Operator/exists`` and a custom matcher; `null` is a value.
public struct RuleCondition: Sendable {
    /// Where in the request to look, as it was written.
    public let path: String
    /// What is asked there, in the words of explanations.
    public let summary: String
    let keys: [String]
    let test: Test

    /// The comparisons a condition may ask for.
    public enum Operator: String, Sendable, Hashable, CaseIterable {
        /// The values are equal; numbers by magnitude.
        case equals
        /// A text has the operand in it, an array has it as an element, an object as a key.
        case contains
        /// A regular expression of ``Pattern`` occurs in a text.
        case regex
        /// There is a value; with the operand `false`, there is none.
        case exists
        /// The number is larger.
        case gt
        /// The number is smaller.
        case lt
        /// The number is larger or equal.
        case gte
        /// The number is smaller or equal.
        case lte
        /// The operand, an array, has the value as an element.
        case `in`
    }

    enum Test: Sendable {
        case equals(Value)
        case contains(Value)
        case regex(Pattern)
        case exists(Bool)
        case number(Operator, Value)
        case among([Value])
        case custom(@Sendable (Value?) -> Bool)
    }

    /// Creates a condition.
    ///
    /// - Parameters:
    ///   - path: where to look.
    ///   - comparison: what to ask there.
    ///   - operand: what to compare with.
    /// - Throws: ``AssayError/Code/invalidRule`` for a path with an empty key or an operand that does not suit the
    ///   operator; ``AssayError/Code/invalidPattern`` for a regular expression that cannot be used.
    public init(_ path: String, _ comparison: Operator, _ operand: Value = true) throws(AssayError) {
        let test = try Self.test(comparison, operand)
        try self.init(path, "\(path) \(comparison.rawValue)", test)
    }

    /// Creates a condition from the name of an operator.
    ///
    /// - Parameters:
    ///   - path: where to look.
    ///   - name: the operator, such as `gt`.
    ///   - operand: what to compare with.
    /// - Throws: ``AssayError/Code/invalidRule`` for an unknown operator too, listing those there are.
    public init(_ path: String, operator name: String, _ operand: Value = true) throws(AssayError) {
        try self.init(path, try Operator(named: name), operand)
    }

    /// Creates a condition that code decides.
    ///
    /// - Parameters:
    ///   - path: where to look.
    ///   - summary: what the code asks, for explanations.
    ///   - matcher: whether the condition holds for a value, `nil` where there is none.
    /// - Throws: ``AssayError/Code/invalidRule`` for a path with an empty key.
    public init(
        _ path: String,
        summary: String,
        matcher: @escaping @Sendable (Value?) -> Bool
    ) throws(AssayError) {
        try self.init(path, summary, .custom(matcher))
    }

    private init(_ path: String, _ summary: String, _ test: Test) throws(AssayError) {
        let keys = path.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map {
            String($0) ?? ""
        }
        guard keys.allSatisfy({ !$0.isEmpty }) else {
            throw AssayError(
                .invalidRule,
                "a path is made of keys with single dots between, such as options.budget.tokens"
            )
        }
        self.path = path
        self.summary = summary
        self.keys = keys
        self.test = test
    }

    /// A condition on the whole request.
    init(onRequest summary: String, matcher: @escaping @Sendable (Value?) -> Bool) {
        path = ""
        self.summary = summary
        keys = []
        test = .custom(matcher)
    }

    private static func test(_ comparison: Operator, _ operand: Value) throws(AssayError) -> Test {
        switch comparison {
        case .equals: return .equals(operand)
        case .contains: return .contains(operand)
        case .regex: return .regex(try Pattern(try require(operand.string, "regex", "a string")))
        case .exists: return .exists(try require(operand.bool, "exists", "true or false"))
        case .in: return .among(try require(operand.array, "in", "an array"))
        case .gt, .lt, .gte, .lte:
            _ = try require(operand.double, comparison.rawValue, "a number")
            return .number(comparison, operand)
        }
    }

    private static func require<T>(_ value: T?, _ name: String, _ kind: String) throws(AssayError) -> T {
        guard let value else { throw AssayError(.invalidRule, "the operator \(name) needs \(kind) to compare with") }
        return value
    }
}

extension RuleCondition.Operator {
    /// The operator of that name.
    init(named name: String) throws(AssayError) {
        guard let found = Self(rawValue: name) else {
            let names = Self.allCases.map(\.rawValue)
            let near = Suggestion.nearest(to: name, among: names).map { "; did you mean \($0)?" } ?? ""
            throw AssayError(
                .invalidRule,
                "no operator has that name\(near); there are \(names.joined(separator: ", "))"
            )
        }
        self = found
    }
}
