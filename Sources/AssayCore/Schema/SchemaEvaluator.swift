/// Validates one value against a compiled schema.
struct SchemaEvaluator {
    /// A step down, in the value or in the schema.
    enum Step {
        case key(String)
        case index(Int)
    }

    let graph: SchemaGraph
    let limits: Schema.Limits
    var violations: [Violation] = []
    /// Above 0 while only the answer counts, not the reasons.
    var quiet = 0
    var instancePath: [Step] = []
    var keywordPath: [Step] = []

    /// Counts the steps of validation and of matching patterns.
    private var meter: PatternMeter
    private var depth = 0
    /// The resources entered, the outermost first.
    private var scope: [Int] = []
    /// Why validation was stopped.
    private var stop: Violation?

    init(_ graph: SchemaGraph, _ limits: Schema.Limits) {
        self.graph = graph
        self.limits = limits
        meter = PatternMeter(budget: limits.maxSteps)
    }

    mutating func validate(_ instance: Value) -> [Violation] {
        let isValid = evaluate(graph.root, instance) != nil
        if let stop { return [stop] }
        return isValid ? [] : violations
    }

    /// Applies a schema to a value: what it has looked at, or `nil` when the value is not valid.
    mutating func evaluate(_ number: Int, _ instance: Value) -> Evaluated? {
        guard enter() else { return nil }
        defer { depth -= 1 }
        let node = graph.nodes[number]
        switch node.content {
        case .always(true): return Evaluated()
        case .always(false):
            record("nothing is allowed here")
            return nil
        case .rules(let rules):
            let isNewResource = scope.last != node.resource
            if isNewResource { scope.append(node.resource) }
            defer { if isNewResource { scope.removeLast() } }
            return evaluate(rules, instance)
        }
    }

    private mutating func evaluate(_ rules: [SchemaRule], _ instance: Value) -> Evaluated? {
        var evaluated = Evaluated()
        var isValid = true
        for rule in rules {
            keywordPath.append(.key(rule.keyword))
            defer { keywordPath.removeLast() }
            guard charge(1) else { return nil }
            if !check(rule.check, instance, &evaluated) { isValid = false }
            guard stop == nil, isValid || !stopsAtFirst else { return nil }
        }
        return isValid ? evaluated : nil
    }

    /// Whether one failure is all that is wanted.
    var stopsAtFirst: Bool { quiet > 0 || violations.count >= limits.maxViolations }

    /// Whether validation has been given up.
    var isStopped: Bool { stop != nil }

    /// The schema a dynamic anchor stands for: the one of the outermost resource that has it.
    func dynamicTarget(_ anchor: String) -> Int? {
        scope.lazy.compactMap { graph.dynamicAnchors[$0][anchor] }.first
    }
}

extension SchemaEvaluator {
    private mutating func enter() -> Bool {
        depth += 1
        guard depth > limits.maxDepth else { return charge(1) }
        depth -= 1
        giveUp("validation went through more than \(limits.maxDepth) schemas inside each other and was stopped")
        return false
    }

    /// Takes steps; false, and validation is over, when there are not enough.
    mutating func charge(_ steps: Int) -> Bool {
        guard stop == nil else { return false }
        if meter.charge(steps) { return true }
        giveUpForSteps()
        return false
    }

    private mutating func giveUpForSteps() {
        giveUp("validation took more than \(limits.maxSteps) steps and was stopped")
    }

    private mutating func giveUp(_ message: String) {
        if stop == nil { stop = violation(message) }
    }

    /// Whether a pattern occurs in a text; `nil`, and validation is over, when that takes too long.
    mutating func matches(_ pattern: Pattern, _ text: String) -> Bool? {
        let wanted = Pattern.budget(for: text)
        let budget = min(meter.budget, wanted)
        var part = PatternMeter(budget: budget)
        let answer = Result { () throws(AssayError) -> Bool in try pattern.matches(text, &part) }
        guard charge(budget - max(0, part.budget)) else { return nil }
        if case .success(let isMatch) = answer { return isMatch }
        if budget < wanted {
            giveUpForSteps()
        } else {
            giveUp("a pattern took too many steps on this text and validation was stopped")
        }
        return nil
    }

    /// Notes a violation here, unless only the answer counts; always false.
    @discardableResult
    mutating func record(_ message: String) -> Bool {
        if !stopsAtFirst { violations.append(violation(message)) }
        return false
    }

    private func violation(_ message: String) -> Violation {
        Violation(
            instanceLocation: Self.pointer(instancePath),
            keywordLocation: Self.pointer(keywordPath),
            message: message
        )
    }

    private static func pointer(_ steps: [Step]) -> String {
        var pointer = JSONPointer()
        for step in steps {
            switch step {
            case .key(let key): pointer.append(key)
            case .index(let index): pointer = pointer.appending(index)
            }
        }
        return pointer.text
    }
}
