import AssayCore
import AssayReports
import Foundation
import Testing

@Suite("Reports for the terminal")
struct TerminalReportTests {
    private func lines(_ bundle: EvidenceBundle, width: Int = 100, maximumRows: Int = 12) -> [String] {
        TerminalReport(bundle, width: width, maximumRows: maximumRows).render()
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The lines of a part, without its name.
    private func part(_ name: String, _ lines: [String]) -> [String] {
        guard let start = lines.firstIndex(where: { $0.hasPrefix(name + " ") }) else { return [] }
        let rest = lines[(start + 1)...].prefix { $0.hasPrefix("               ") }
        return ([lines[start]] + rest).map { String($0.dropFirst(15)) }
    }

    @Test("Attempts are shown where there were several, with their waits and causes")
    func attempts() throws {
        var replicates = (0..<3).map { Replicate(index: $0, seed: UInt64($0), data: ["label": "a"]) }
        replicates[1].attempts = [
            Attempt(number: 1, failure: AssayError(.timeout, "late"), elapsedMS: 300),
            Attempt(number: 2, elapsedMS: 5, delayMS: 40, tool: "spare\u{1B}"),
        ]
        let lines = lines(try Reports.bundle(replicates))
        #expect(part("attempts", lines) == ["r2 timeout (300 ms), spare\u{FFFD} after 40 ms answered (5 ms)"])
        #expect(part("attempts", self.lines(try Reports.small())).isEmpty)
    }

    @Test("Where an answer may not repeat under its seed, the report says so, and of which when they differ")
    func seeds() throws {
        func seeds(_ promises: [BundleMetadata.SeedPromise?], of tool: BundleMetadata.SeedPromise) throws -> [String] {
            var replicates = promises.enumerated().map { index, promise in
                Replicate(index: index, seed: 1, data: "oak", seedHonoured: promise)
            }
            replicates.append(Replicate(index: replicates.count, seed: 1, data: nil, failure: AssayError(.timeout, "")))
            return part(
                "seeds",
                lines(try Reports.bundle(replicates, tool: ToolDescriptor(name: "ask", seedPromise: tool)))
            )
        }
        #expect(try seeds([nil, .guaranteed], of: .guaranteed).isEmpty)
        let effort = "best_effort: what answered tries to answer the same under the same seed"
        #expect(try seeds([nil, .bestEffort], of: .bestEffort) == [effort])
        #expect(try seeds([.ignored], of: .ignored) == ["ignored: no seed reached what answered"])
        #expect(
            try seeds([nil, .ignored, .bestEffort, nil], of: .bestEffort)
                == ["best_effort 3× r1 r3 r4", "ignored 1× r2"]
        )
    }

    @Test("With a calibrator there is a line that says how probably the consensus is correct, or why that is not known")
    func correctness() throws {
        let line = try Reports.bundle(of: ["a", "a", "b"])
        #expect(part("correctness", lines(line)).isEmpty)
        let calibrator = try Reports.calibrator()
        let shown = part("correctness", lines(try line.calibrated(by: calibrator)))
        let name = "calibrator \(calibrator.sha256.prefix(12))"
        let probability = try #require(line.calibrated(by: calibrator).summary.correctness.value)
        let rounded = (probability * 1000).rounded() / 1000
        #expect(shown.count == 1)
        #expect(shown[0].hasPrefix("\(rounded)"), "\(shown[0])")
        #expect(shown[0].contains(" that the consensus is correct (95 % 0."))
        #expect(shown[0].hasSuffix(", by \(name)"))
        let tied = part("correctness", lines(try Reports.bundle(of: ["a", "b"]).calibrated(by: calibrator)))
        #expect(tied == ["undefined by \(name): there is no consensus: a field is tied"])
    }

    @Test("A small bundle, line by line")
    func small() throws {
        let bundle = try Reports.small()
        let expected = """
            sorter 1.2.0 · 4 replicates wanted, 4 run
            outcome        partial: 3 valid answers from 4 of 4 replicates; 1 timeout
            consensus      label a
                           score 1.5 (mean 95 % 0.87897 … 2.121)
                           model.sizes [1, 2]
            disagreements  label: a (2× r1 r2), b (1× r3)
                           model.sizes[1]: 2 (2× r1 r3), 3 (1× r2)
                           score: 1.5 (1× r1), 1.75 (1× r2), 1.25 (1× r3)
            confidence     0.345 that this is what the tool keeps answering (weakest: the mean of score over 3)
            stability      1.000: all 4 replicates ran
            certificate    not certified at error rate 0.05: cannot certify with k=4: 7 votes without dissent are needed
            distance       mean 0.3254, largest 0.48413 over 3 pairs, medoid r1
            distributions  field           n    mean       sd   min    q25  median    q75   max
                           model.sizes[1]  3  2.3333  0.57735     2      2       2    2.5     3
                           score           3     1.5     0.25  1.25  1.375     1.5  1.625  1.75
            failures       r4 timeout: no answer within 8 ms
            warnings       r2 the list was short
            usage          12 tokens, $0.25, 12 ms
            evidence       bundle.json
                           digest \(bundle.digest)

            """
        #expect(TerminalReport(bundle, width: 120).render(file: "bundle.json") == expected)
    }

    @Test("Without a file the digest alone is the evidence")
    func withoutFile() throws {
        let bundle = try Reports.bundle(of: [1, 1])
        #expect(part("evidence", lines(bundle)) == ["digest \(bundle.digest)"])
    }

    @Test("A bundle that agrees says so in few lines")
    func agreement() throws {
        let lines = lines(try Reports.bundle(of: [["x": 1], ["x": 1], ["x": 1]]))
        #expect(part("outcome", lines) == ["complete: 3 valid answers"])
        #expect(part("consensus", lines) == ["x 1"])
        #expect(part("disagreements", lines) == ["none"])
        #expect(
            part("confidence", lines) == [
                "0.967 that this is what the tool keeps answering (weakest: 3 of 3 agree on x)"
            ]
        )
        #expect(part("distance", lines) == ["mean 0, largest 0 over 3 pairs, medoid r1"])
        #expect(part("usage", lines) == ["tokens unknown, cost unknown, 12 ms"])
        for absent in ["failures", "warnings", "distributions", "left out"] { #expect(part(absent, lines).isEmpty) }
    }

    @Test("A cost of which a part is unknown does not pass for the whole")
    func partOfCost() throws {
        let usages: [Usage?] = [
            Usage(tokens: 5, costUSD: 0.25), Usage(tokens: 7), nil, Usage(tokens: 1, costUSD: 0), Usage(tokens: 2),
        ]
        func usage(_ count: Int) throws -> [String] {
            let replicates = usages.prefix(count).enumerated().map { index, usage in
                Replicate(index: index, seed: 1, data: 1, usage: usage)
            }
            return part("usage", lines(try Reports.bundle(replicates)))
        }
        #expect(try usage(1) == ["5 tokens, $0.25, 12 ms"])
        #expect(try usage(4) == ["13 tokens, $0.25 without 1 replicate of unknown price, 12 ms"])
        #expect(try usage(5) == ["15 tokens, $0.25 without 2 replicates of unknown price, 12 ms"])
    }

    @Test("What is undefined says why, and shows no number")
    func undefined() throws {
        let lines = lines(try Reports.bundle(of: [1.5]))
        #expect(part("confidence", lines) == ["undefined: $: a measurement needs 3 values"])
        #expect(part("stability", lines) == ["undefined: $: a measurement needs 3 values"])
        #expect(part("distance", lines) == ["undefined: fewer than 2 comparable answers"])
    }

    @Test("Confidence names the field it is that of")
    func weakestField() throws {
        let votes = lines(try Reports.bundle(of: [["x": 1, "y": 1], ["x": 1, "y": 2], ["x": 1, "y": 1]]))
        #expect(
            part("confidence", votes) == [
                "0.712 that this is what the tool keeps answering (weakest: 2 of 3 agree on y)"
            ]
        )
        let numbers = lines(try Reports.bundle(of: [["x": 1, "y": 1.5], ["x": 2, "y": 9.5], ["x": 1, "y": 4.5]]))
        #expect(part("confidence", numbers)[0].hasSuffix("(weakest: the mean of y over 3)"))
    }

    @Test("A run that failed shows its failures and no consensus")
    func failed() throws {
        let failure = AssayError(.toolFailed, "out of memory")
        let bundle = try Reports.bundle([Replicate(index: 0, seed: 1, data: nil, failure: failure)])
        let lines = lines(bundle)
        #expect(part("outcome", lines) == ["failed: no valid answer from 1 of 1 replicates; 1 tool_failed"])
        #expect(part("consensus", lines) == ["null"])
        #expect(part("failures", lines) == ["r1 tool_failed: out of memory"])
        #expect(part("confidence", lines) == ["undefined: no valid replicate"])
        #expect(lines[0] == "sorter 1.2.0 · 1 replicate wanted, 1 run")
    }

    @Test("A run that stopped early says where and why")
    func earlyStop() throws {
        let lines = lines(try Reports.bundle(of: [1, 1], k: 9, ending: .ruleHeld))
        #expect(lines[0] == "sorter 1.2.0 · 9 replicates wanted, 2 run, stopped early: stability 0.952 ≥ 0.8")
        #expect(part("stability", lines) == ["0.952 that all 9 replicates would leave the consensus unchanged"])
    }

    @Test("A run that was cut short says by what")
    func cutShort() throws {
        let lines = lines(try Reports.bundle(of: [1, 1], k: 9, ending: .deadline))
        #expect(lines[0] == "sorter 1.2.0 · 9 replicates wanted, 2 run, ended: deadline passed")
    }

    @Test("Probabilities near 1 are not rounded to certainty")
    func nearlyCertain() throws {
        let certain = lines(try Reports.bundle(of: [Value](repeating: 1, count: 30)))
        #expect(part("confidence", certain)[0].hasPrefix("> 0.999 that"))
        #expect(part("stability", certain)[0].hasPrefix("1.000:"))
        #expect(part("certificate", certain) == ["mode certified at error rate 0.05"])
    }

    @Test("Ties, absence and composites that nobody gave are said in words")
    func words() throws {
        let tied = lines(try Reports.bundle(of: [["x": 1, "y": 1], ["x": 1, "y": 2]]))
        #expect(part("consensus", tied) == ["x 1", "y tied"])
        let rare = lines(try Reports.bundle(of: [["x": 1, "y": 1], ["x": 1], ["x": 1]]))
        #expect(part("consensus", rare) == ["x 1", "y mostly absent"])
        #expect(part("disagreements", rare) == ["y: 1 (1× r1); missing in r2 r3"])
        let composite = lines(try Reports.bundle(of: [["a": 1, "b": 2], ["a": 1, "b": 3], ["a": 4, "b": 3]]))
        #expect(part("consensus", composite) == ["a 1", "b 3"])
        let nobody: [Value] = [["a": 1, "b": 1, "c": 2], ["a": 1, "b": 2, "c": 1], ["a": 2, "b": 1, "c": 1]]
        #expect(part("consensus", lines(try Reports.bundle(of: nobody))).last == "no single replicate gave all of this")
    }

    @Test("The whole answer has no name")
    func wholeAnswer() throws {
        let lines = lines(try Reports.bundle(of: ["yes", "yes", "no"]))
        #expect(part("consensus", lines) == ["yes"])
        #expect(part("confidence", lines)[0].contains("(weakest: 2 of 3 agree on the answe"))
    }
}

extension TerminalReportTests {
    @Test("Arrays are shown once, wherever they stand")
    func arrays() throws {
        let answer: Value = ["a": [1, 2], "b": ["c": [3], "d": ["e": ["x", "y"]]], "n": 1]
        let report = part("consensus", lines(try Reports.bundle(of: [answer, answer])))
        #expect(report.sorted() == ["a [1, 2]", "b.c [3]", "b.d.e [x, y]", "n 1"])
        let lengths = part("consensus", lines(try Reports.bundle(of: [["a": [1]], ["a": [1, 2]], ["a": [1]]])))
        #expect(lengths == ["a [1]"])
    }

    @Test("A field with an odd key is shown, also inside an object")
    func oddKeys() throws {
        let answer: Value = ["a": ["two words": 1], "b c": 2]
        let report = part("consensus", lines(try Reports.bundle(of: [answer, answer])))
        #expect(report.contains { $0.hasPrefix(#"a["two words"] 1"#) })
        #expect(report.contains { $0.hasPrefix(#"["b c"] 2"#) })
    }

    @Test("An array that is the whole answer is shown element by element")
    func arrayAnswer() throws {
        #expect(part("consensus", lines(try Reports.bundle(of: [[1, 2], [1, 2]]))) == ["[0] 1", "[1] 2"])
    }

    @Test("A long array is cut to twelve elements, and its length is said")
    func longArray() throws {
        let answer: Value = ["a": .array((0..<20).map { Value($0) })]
        let report = part("consensus", lines(try Reports.bundle(of: [answer, answer])))
        #expect(report == ["a [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, … 20 in all]"])
    }

    @Test("No part is longer than asked for, and what is left out is counted")
    func rows() throws {
        var replicates = (0..<30).map {
            Replicate(index: $0, seed: 1, data: nil, failure: AssayError(.timeout, "late"))
        }
        replicates[29] = Replicate(
            index: 29,
            seed: 1,
            data: 1,
            quality: Replicate.Quality(warnings: (0..<9).map { "w\($0)" })
        )
        let lines = lines(try Reports.bundle(replicates), maximumRows: 4)
        #expect(
            part("failures", lines) == ["r1 timeout: late", "r2 timeout: late", "r3 timeout: late", "… and 26 more"]
        )
        #expect(part("warnings", lines) == ["r30 w0", "r30 w1", "r30 w2", "… and 6 more"])
    }

    @Test("Of many classes four are shown, of many replicates six")
    func manyClasses() throws {
        let answers = [Value](repeating: "a", count: 8) + ["b", "c", "d", "e", "f"]
        let report = part("disagreements", lines(try Reports.bundle(of: answers), width: 200))
        #expect(report == ["$: a (8× r1 r2 r3 r4 r5 r6 …), b (1× r9), c (1× r10), d (1× r11), 2 more"])
    }

    @Test("What the bundle left out for size is listed")
    func truncations() throws {
        let long = Value.array((0..<4097).map { Value($0) })
        let report = part("left out", lines(try Reports.bundle(of: [["a": long], ["a": long]])))
        #expect(report == ["a was compared as a whole: over 4096 elements"])
    }

    @Test("An estimated distance is said with its margins and landmarks")
    func estimate() throws {
        let bundle = try Reports.bundle(of: (0..<10_500).map { .number(Double($0) / 8 + 0.0625) })
        let report = part("distance", lines(bundle, width: 400))
        guard case .estimate(let estimate) = bundle.summary.pairwiseDistance else {
            Issue.record("so many different answers must be estimated")
            return
        }
        #expect(report.count == 4)
        #expect(report.first?.hasSuffix("pairs, medoid \(bundle.summary.medoid ?? "")") == true)
        let margin = try #require(estimate.mean?.margin)
        #expect(report[1] == "the mean is an estimate: ± \(String(format: "%.5g", margin)) with confidence 0.950")
        #expect(report[2].hasPrefix("the medoid's mean is 0.") && report[2].hasSuffix("above the best of its sample"))
        #expect(report[3].hasPrefix("landmarks r1 (nearest to "))
    }
}

@Suite("Disagreements in a terminal report")
struct DisagreementReportTests {
    private static func report(_ answers: [Value]) throws -> [String] {
        let replicates = answers.enumerated().map { Replicate(index: $0, seed: UInt64($0), data: $1) }
        let bundle = try BundleBuilder(
            tool: ToolDescriptor(name: "clusters"),
            request: [:],
            options: BundleOptions(k: answers.count)
        ).bundle(
            replicates: replicates,
            ending: .finished,
            elapsedMS: 0,
            execution: ExecutionRecord(runID: "r", traceID: "t", executor: "e", maxParallel: 1)
        )
        return TerminalReport(bundle).render().split(separator: "\n").map(String.init)
    }

    @Test("Elements on which the same answers differ share a line")
    func sharedLine() throws {
        let lines = try Self.report([["a": [1, 1, 1, 5]], ["a": [1, 1, 1, 6]], ["a": [2, 2, 2, 5]]])
        let shown = lines.drop { !$0.hasPrefix("disagreements") }.prefix(2)
        #expect(
            Array(shown) == [
                "disagreements  a[0] and 2 more alike: 1 (2× r1 r2), 2 (1× r3)",
                "               a[3]: 5 (2× r1 r3), 6 (1× r2)",
            ]
        )
    }

    @Test("Two fields of one name in different arrays keep their own lines")
    func separateArrays() throws {
        let lines = try Self.report([["a": [1], "b": [1]], ["a": [2], "b": [2]], ["a": [1], "b": [1]]])
        #expect(lines.contains("disagreements  a[0]: 1 (2× r1 r3), 2 (1× r2)"))
        #expect(lines.contains("               b[0]: 1 (2× r1 r3), 2 (1× r2)"))
    }
}
