import AssayCore
import Testing

@Suite("The options of assay analyze")
struct AnalyzeOptionTests {
    private static let file = "Examples/Data/gsm8k.csv"

    private static func analyze(_ words: [String]) async throws -> Value {
        let result = try await Workplace(hasPlugins: false).assay(["analyze", "--json"] + words)
        try #require(result.code == 0, "\(result.errors)")
        #expect(result.errors.isEmpty)
        return try result.json
    }

    @Test("Rules are keyed as they were written, each once")
    func ruleKeys() async throws {
        let rules = ["beta( 0.95 )", "certified(0.1)", "window(5)", "never", "unanimous(3)", "curtailed"]
        let document = try await Self.analyze([Self.file] + rules.flatMap { ["--stop", $0] })
        #expect(Set(document["stopping_given_order"]?.object?.keys.map { $0 } ?? []) == Set(rules))
        #expect(document["stopping_given_order"]?["beta( 0.95 )"]?["total_samples"] == 341)
        #expect(document["stopping_given_order"]?["never"]?["total_samples"] == 1520)
        #expect(document["stopping_given_order"]?["certified(0.1)"]?["n_agree_with_fullK_plurality"] == 38)
        #expect(document["batched_rounds"]?["beta( 0.95 )"]?["total_rounds"] == 95)
    }

    @Test("Random orders are the same for a seed, and other ones for another")
    func permutations() async throws {
        let words = [Self.file, "--stop", "stability(0.02)", "--permutations", "5", "--seed"]
        let first = try await Self.analyze(words + ["7"])
        #expect(try await Self.analyze(words + ["7"]) == first)
        #expect(try await Self.analyze(words + ["8"])["permuted"] != first["permuted"])
        let rule = try #require(first["permuted"]?["stability(0.02)"])
        #expect(rule["equals_sequential_samples"] == true)
        #expect(rule["saved"]?.double.map { $0 > 0.7 && $0 < 0.85 } == true)
        #expect(rule["se"]?["saved"]?.double.map { $0 > 0 && $0 < 0.05 } == true)
        #expect(first["mode_calibration"]?["n10"]?["ece10"]?["predictive_a0.5"] != nil)
        #expect(first["seed"] == 7)
    }

    @Test("A horizon leaves only the first draws, in the given order and in every random one")
    func horizon() async throws {
        let document = try await Self.analyze(
            [Self.file, "--horizon", "5", "--stop", "never", "--stop", "curtailed", "--permutations", "4"]
        )
        #expect(document["K"] == 5)
        #expect(document["stopping_given_order"]?["never"]?["total_samples"] == 190)
        #expect(document["permuted"]?["never"]?["mean_samples"] == 5)
        #expect(document["permuted"]?["curtailed"]?["agreement"] == 1)
        #expect(document["plurality_accuracy"] == document["confidence"]?["K5"]?["plurality_accuracy"])
    }

    @Test("Intervals hold their estimates and depend on the seed alone")
    func bootstrap() async throws {
        let words = [Self.file, "--bootstrap", "200", "--seed", "3"]
        let document = try await Self.analyze(words)
        for key in ["krippendorff_alpha_nominal", "gwet_ac1", "plurality_accuracy", "percent_agreement"] {
            let value = try #require(document[key]?.double)
            let ends = document["bootstrap"]?[key]?.array?.compactMap { $0.double } ?? []
            #expect(ends.count == 2 && ends[0] <= value && value <= ends[1], "\(key)")
        }
        #expect(try await Self.analyze(words)["bootstrap"] == document["bootstrap"])
    }

    @Test("Rows by item say what each answer is and how sure it is")
    func byItem() async throws {
        let rows = try #require(try await Self.analyze([Self.file, "--by", "item"])["by"]?.array)
        #expect(rows.count == 38)
        #expect(rows[0]["item"] == "0")
        #expect(rows[0]["answer"] == "18.0")
        #expect(rows[0]["correct"] == true)
        #expect(rows.allSatisfy { $0["draws"] == 40 })
    }

    @Test("Rows by worker find the good ones, and weighing them is right more often")
    func byWorker() async throws {
        let document = try await Self.analyze(
            ["Examples/Data/bluebird.csv", "--truth", "Examples/Data/bluebird-truth.csv", "--by", "worker"]
        )
        #expect(document["by"]?.array?.count == 39)
        #expect(document["by"]?[0]?["n_labels"] == 108)
        let weighted = try #require(document["weighted_accuracy"]?.double)
        let plain = try #require(document["plurality_accuracy"]?.double)
        #expect(weighted > plain + 0.1)
        let likelihood = try #require(document["dawid_skene_accuracy"]?.double)
        #expect(likelihood > plain + 0.1)
    }

    @Test("Rows by item of labels by workers have the answer of the weighed votes, which is right as often as is said")
    func weightedItems() async throws {
        let words = ["Examples/Data/bluebird.csv", "--truth", "Examples/Data/bluebird-truth.csv", "--by"]
        let rows = try #require(try await Self.analyze(words + ["item"])["by"]?.array)
        let accuracy = try #require(try await Self.analyze(words + ["worker"])["weighted_accuracy"]?.double)
        let other = rows.filter { $0["weighted_answer"] != $0["answer"] }
        // Two labels: where the answers differ one of them is right.
        let right = rows.count { ($0["correct"] == true) == ($0["weighted_answer"] == $0["answer"]) }
        #expect(!other.isEmpty)
        #expect(Double(right) / 108 == accuracy)
        #expect(rows.allSatisfy { ($0["weighted_probability"]?.double).map { $0 >= 0.5 && $0 <= 1 } ?? false })
        let wide = try await Self.analyze([Self.file, "--by", "item"])["by"]?[0]
        #expect(wide?["weighted_answer"] == Value?.none)
    }

    @Test("Rows by right answer or by a column of one's own add up to all items")
    func byColumn() async throws {
        let place = try Workplace(hasPlugins: false)
        try place.folder.write("w.csv", "item,topic,gold,a0\n1,s,x,x\n2,t,x,y\n3,s,y,y\n")
        try place.folder.write("l.csv", "item,worker,label,topic\n1,a,x,s\n1,b,y,s\n2,a,x,t\n")
        let wide = try await place.assay(["analyze", "w.csv", "--by", "topic", "--json"]).json
        #expect(wide["by"]?[0]?["group"] == "s")
        #expect(wide["by"]?[0]?["n_items"] == 2)
        #expect(wide["by"]?[1]?["plurality_accuracy"] == 0)
        let gold = try await Self.analyze([Self.file, "--by", "gold"])
        let sizes = gold["by"]?.array?.compactMap { $0["n_items"]?.int64 } ?? []
        #expect(sizes.reduce(0, +) == 38)
        #expect(try await place.assay(["analyze", "l.csv", "--by", "topic", "--json"]).json["by"]?.array?.count == 2)
        #expect(try await place.assay(["analyze", "w.csv", "--by", "colour"]).code == 2)
        try place.folder.write("l.csv", "item,worker,label,topic\n1,a,x,s\n1,b,y,t\n")
        #expect(try await place.assay(["analyze", "l.csv", "--by", "topic"]).errors.contains("line 3: the item is in"))
    }

    @Test("Standard input is read for -, and the table for people names every part")
    func standardInput() async throws {
        let place = try Workplace(hasPlugins: false)
        let text = try place.folder.text("Examples/Data/gsm8k.csv")
        let words = ["analyze", "-", "--stop", "lead(3)", "--permutations", "2", "--bootstrap", "20", "--by", "item"]
        let result = try await place.assay(words, input: text)
        #expect(result.code == 0)
        for label in ["answers", "plurality", "agreement", "ranking", "stopping", "random orders", "settled", "rows"] {
            #expect(result.output.contains("\n\(label) ") || result.output.hasPrefix("\(label) "), "\(label)")
        }
        #expect(result.output.contains("lead(3)"))
        #expect(try await place.assay(["analyze", "-"], input: "").errors == "assay: stdin is empty\n")
    }

    @Test("Control characters of a file do not reach the terminal")
    func controlCharacters() async throws {
        let place = try Workplace(hasPlugins: false)
        try place.folder.write("a.csv", "item,gold,a0\n\u{1B}[31mred,x,x\n")
        let result = try await place.assay(["analyze", "a.csv", "--by", "item"])
        #expect(result.code == 0)
        #expect(!result.output.contains("\u{1B}"))
    }

    @Test("Every example of the help runs")
    func examples() async throws {
        let place = try Workplace(hasPlugins: false)
        let help = try await place.assay(["help", "analyze"]).output
        let examples = help.split(separator: "\n").filter { $0.hasPrefix("  assay ") }
        #expect(examples.count == 3)
        for example in examples {
            let result = try await place.shell(String(example))
            #expect(result.code == 0, "\(example): \(result.errors)")
            #expect(!result.output.isEmpty)
        }
    }
}
