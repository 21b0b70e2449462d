import Assay

extension CommandSpec {
    static let analyze = CommandSpec(
        name: "analyze",
        summary: "evidence for answers that exist already: agreement, confidence, what stopping early saves",
        operands: "FILE|-",
        operandCount: 1...1,
        flags: [
            Flag(name: "truth", value: "FILE", help: "right answers of a long table: CSV with item,truth"),
            Flag(name: "answers", value: "FILE", help: "for texts: wide CSV with the answers taken from them"),
            Flag(name: "stop", value: "RULE", help: Flag.stop.help + "; may be given again", isRepeatable: true),
            Flag(name: "horizon", value: "K", help: "only the first K draws of each item exist"),
            Flag(name: "permutations", value: "N", help: "replay the rules in N random orders of the draws as well"),
            Flag(name: "bootstrap", value: "N", help: "95 % intervals from N resamples of the items"),
            Flag(name: "seed", value: "S", help: "what random orders and resamples are derived from (default 0)"),
            Flag(name: "by", value: "NAME", help: "rows by item, worker, gold, field, or another column of the CSV"),
            .calibrator,
            Flag(name: "timing", value: nil, help: "say how long the rules took, as stopping_seconds in --json"),
            Flag(name: "ignore-spaces", value: nil, help: "JSON Lines: answers that differ in spaces only are equal"),
        ],
        examples: [
            (
                "assay analyze Examples/Data/gsm8k.csv --stop 'stability(0.02)' --stop curtailed",
                "forty answers to each of 38 questions: how far they agree, and what stopping early would have cost"
            ),
            (
                "assay analyze Examples/Data/bluebird.csv --truth Examples/Data/bluebird-truth.csv --bootstrap 200",
                "labels of workers, with intervals"
            ),
            (
                "assay analyze - --by item --json < Examples/Data/gsm8k.csv",
                "a row per question, as JSON, from stdin"
            ),
        ]
    ) { arguments, terminal in
        let options = try arguments.analysisOptions()
        var column: String?
        if case .column(let name) = options.grouping { column = name }
        let file = try AnswerFile.read(
            arguments.operands[0],
            truth: arguments.string("truth"),
            answers: arguments.string("answers"),
            groupedBy: column,
            ignoringSpaces: arguments.string("ignore-spaces") != nil
        )
        let analysis = try AnswerAnalysis(file, options: options)
        if terminal.wantsJSON {
            terminal.output(analysis.document.canonicalJSON + "\n")
        } else {
            terminal.output(Terminal.cleanLines(AnalysisReport(analysis).render()))
        }
        return .success
    }
}

extension ParsedArguments {
    /// What `assay analyze` is asked for.
    func analysisOptions() throws -> AnalysisOptions {
        var options = AnalysisOptions()
        for text in strings(.stop) {
            do throws(StoppingRuleError) {
                options.rules.append(try AnalysisOptions.WrittenRule(text))
            } catch {
                throw UsageError("--stop: \(error.message)")
            }
        }
        options.horizon = try count("horizon", upTo: 1_000_000)
        options.permutations = try count("permutations", upTo: 100_000)
        options.bootstrap = try count("bootstrap", upTo: 1_000_000)
        options.seed = try seed()
        options.calibrator = try calibrator()
        options.isTimed = string("timing") != nil
        options.grouping = try string("by").map { name in
            switch name {
            case "item": return .item
            case "worker": return .worker
            case "gold": return .gold
            case "field": return .field
            case "": throw UsageError("--by needs the name of a column")
            default: return .column(name)
            }
        }
        return options
    }

    /// A number from 1 to a limit; `nil` when the option is not given.
    func count(_ name: String, upTo limit: Int) throws -> Int? {
        guard let value = try int(name) else { return nil }
        guard value >= 1, value <= limit else { throw UsageError("--\(name) must be from 1 to \(limit)") }
        return value
    }
}
