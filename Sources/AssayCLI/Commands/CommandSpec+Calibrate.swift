import Assay

extension CommandSpec {
    static let calibrate = CommandSpec(
        name: "calibrate",
        summary: "learns from labelled answers how probably a consensus is correct",
        operands: "[FILE|-]",
        operandCount: 0...1,
        flags: [
            Flag(name: "truth", value: "FILE", help: "right answers of a long table: CSV with item,truth"),
            Flag(
                name: "bundles",
                value: "FILE",
                help: "in place of FILE: JSON Lines {\"bundle\": PATH, \"truth\": VALUE}, paths beside the file"
            ),
            Flag(name: "method", value: "NAME", help: "platt (default; 30 labels) or isotonic (200 labels)"),
            Flag(
                name: "score",
                value: "NAME",
                help: "what is read off the votes: majority_share (default), pair_agreement or confidence"
            ),
            .field,
            Flag(name: "tool", value: "NAME", help: "the tool whose answers FILE holds: fits no other then"),
            Flag(name: "horizon", value: "K", help: "only the first K draws of each item of FILE exist"),
            Flag(name: "folds", value: "N", help: "parts of the cross-validation (default 10)"),
            Flag(name: "seed", value: "S", help: "what the parts are drawn from (default 0)"),
            Flag(name: "out", value: "FILE", help: "write the calibrator to this file"),
        ],
        examples: [
            (
                "assay calibrate Examples/Data/gsm8k.csv --out calibrator.json",
                "from forty answers to each of 38 questions with known truth"
            ),
            (
                "assay analyze Examples/Data/gsm8k.csv --calibrator calibrator.json --by item",
                "how probably each answer is correct"
            ),
        ]
    ) { arguments, terminal in
        if let out = arguments.string(Flag.out.name) { try JSONFile.checkWritable(out) }
        let method: CalibrationCurve.Method = try arguments.choice("method") ?? .platt
        let folds = try arguments.count("folds", upTo: 1000) ?? 10
        let seed = try arguments.seed()
        let labels = try arguments.labels()
        let calibrator = try CorrectnessCalibrator(fitting: labels, method: method, folds: folds, seed: seed)
        if let out = arguments.string(Flag.out.name) { try CalibratorFile.write(calibrator, to: out) }
        let report = CalibrationReport(calibrator).render()
        terminal.output(terminal.wantsJSON ? calibrator.document.canonicalJSON + "\n" : Terminal.cleanLines(report))
        if !arguments.isSet("out"), !terminal.wantsJSON { terminal.note("not written: --out FILE keeps it") }
        return .success
    }
}

extension Flag {
    fileprivate static let field = Flag(
        name: "field",
        value: "PATH",
        help: "the field the truth is about (default: all that are compared); may be given again",
        isRepeatable: true
    )
}

extension ParsedArguments {
    /// The labels `assay calibrate` learns from.
    fileprivate func labels() throws -> CalibrationLabels {
        let fields = has(.field) ? strings(.field) : nil
        let tool = string("tool").map { CorrectnessCalibrator.Tool(name: $0) }
        var labels = CalibrationLabels(score: try choice("score") ?? .majorityShare, fields: fields, tool: tool)
        guard let list = string("bundles") else {
            labels.add(try labelledTable(), draws: try count("horizon", upTo: 1_000_000))
            return labels
        }
        guard operands.isEmpty, !isSet("truth"), !isSet("horizon") else {
            throw UsageError("--bundles stands in place of FILE, --truth and --horizon")
        }
        try labels.addBundles(listedIn: list)
        return labels
    }

    private func labelledTable() throws -> AnswerTable {
        guard let path = operands.first else { throw UsageError("a FILE of labelled answers is needed, or --bundles") }
        guard case .answers(let table) = try AnswerFile.read(path, truth: string("truth")) else {
            throw UsageError("a calibrator takes answers that are equal or not; records and texts come as --bundles")
        }
        return table
    }

    /// One of a fixed set of names; `nil` when the option is not given.
    fileprivate func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String
    ) throws -> Choice? where Choice.RawValue == String {
        try string(name).map { text in
            guard let choice = Choice(rawValue: text) else {
                throw UsageError("--\(name) must be \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return choice
        }
    }
}
