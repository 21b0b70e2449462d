import Assay

/// The options and operands of one command line.
struct ParsedArguments: Sendable {
    private(set) var operands: [String] = []
    private(set) var wantsHelp = false
    private var values: [String: [String]] = [:]

    /// Sorts words into options and operands.
    ///
    /// `--name value`, `--name=value`, and `--` before operands that look like options.
    init(_ words: [String], for command: CommandSpec) throws {
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                operands += rest
                break
            }
            if word == "-h" || word == "--help" {
                wantsHelp = true
            } else if word.hasPrefix("--") {
                try parse(word.dropFirst(2), &rest, command)
            } else if word == "-o", command.allFlags.contains(where: { $0.name == Flag.out.name }) {
                try parse(Flag.out.name[...], &rest, command)
            } else if word.hasPrefix("-") && word.count > 1 && Int(word) == nil {
                let meant =
                    command.allFlags.first { $0.name == word.dropFirst() }.map { "; did you mean --\($0.name)?" } ?? ""
                throw UsageError("options have two dashes\(meant.isEmpty ? "; see assay help \(command.name)" : meant)")
            } else {
                operands.append(word)
            }
        }
        guard wantsHelp || command.operandCount.contains(operands.count) else {
            throw UsageError(
                "usage: assay \(command.name) \(command.operands) [options]; see assay help \(command.name)"
            )
        }
    }

    private mutating func parse(_ text: Substring, _ rest: inout ArraySlice<String>, _ command: CommandSpec) throws {
        let pieces = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = pieces.first ?? ""
        guard let flag = command.allFlags.first(where: { $0.name == name }) else {
            let near = Suggestion.nearest(to: name, among: command.allFlags.map(\.name))
            throw UsageError(
                "assay \(command.name) has no option --\(name)\(near.map { "; did you mean --\($0)?" } ?? "")"
            )
        }
        guard flag.isRepeatable || values[name] == nil else { throw UsageError("--\(name) may be given only once") }
        guard let kind = flag.value else {
            guard pieces.count == 1 else { throw UsageError("--\(name) takes no value") }
            values[name] = [""]
            return
        }
        guard let value = pieces.count == 2 ? pieces[1] : rest.popFirst() else {
            throw UsageError("--\(name) needs a value: \(kind)")
        }
        values[name, default: []].append(value)
    }

    func has(_ flag: Flag) -> Bool { values[flag.name] != nil }

    func string(_ name: String) -> String? { values[name]?.last }

    func strings(_ flag: Flag) -> [String] { values[flag.name] ?? [] }

    /// A whole number; `nil` when the option is not given.
    func int(_ name: String) throws -> Int? {
        try string(name).map { text in
            guard let value = Int(text) else { throw UsageError("--\(name) must be a whole number") }
            return value
        }
    }

    /// A number; `nil` when the option is not given.
    func double(_ name: String) throws -> Double? {
        try string(name).map { text in
            guard let value = Double(text), value.isFinite else { throw UsageError("--\(name) must be a number") }
            return value
        }
    }

    /// A length of time such as `500ms`, `2s`, `1.5m` or `1h`; `nil` when the option is not given.
    func duration(_ name: String) throws -> Duration? {
        try string(name).map { text in
            let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]
            for (unit, seconds) in units where text.hasSuffix(unit) {
                guard let value = Double(text.dropLast(unit.count)), value > 0, value * seconds <= 30 * 24 * 3600 else {
                    break
                }
                return .milliseconds(Int64((value * seconds * 1000).rounded(.up)))
            }
            throw UsageError(
                "--\(name) must be a length of time above 0 and up to 30 days, such as 500ms, 2s, 1.5m or 1h"
            )
        }
    }

    func seeds() throws -> [UInt64]? {
        try string(Flag.seeds.name).map { text in
            try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
                guard let seed = UInt64(part) else {
                    throw UsageError("--seeds must be whole numbers from 0 to 2^64 - 1, separated by commas")
                }
                return seed
            }
        }
    }

    func stoppingRule() throws -> (any StoppingRule)? {
        try string(Flag.stop.name).map { text in
            do {
                return try StoppingRules.parse(text)
            } catch let error as StoppingRuleError {
                throw UsageError("--stop: \(error.message)")
            }
        }
    }
}

/// A command line that cannot be understood.
struct UsageError: Error {
    let message: String

    init(_ message: String) { self.message = message }
}

/// The name a person may have meant.
enum Suggestion {
    static func nearest(to word: String, among names: [String]) -> String? {
        let scored = names.map { (name: $0, edits: Distance.levenshtein(word, $0)) }
        guard let best = scored.min(by: { $0.edits < $1.edits }),
            best.edits <= max(word.count < 3 ? 1 : 2, word.count / 3)
        else { return nil }
        return best.name
    }
}
