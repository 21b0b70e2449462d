import AssayCore
import Testing

@Suite("The forms assay analyze reads")
struct AnalyzeFormTests {
    private static func analyze(
        _ text: String,
        name: String = "a.csv",
        _ words: [String] = []
    ) async throws -> Value {
        let place = try Workplace(hasPlugins: false)
        try place.folder.write(name, text)
        let result = try await place.assay(["analyze", name, "--json"] + words)
        try #require(result.code == 0, "\(result.errors)")
        return try result.json
    }

    @Test(
        "Quotes, CRLF, a byte order mark, embedded line breaks and a missing last line break change nothing",
        arguments: [
            "item,gold,a0,a1\n1,x,x,y\n2,\"a,b\",\"a,b\",\"a,b\"\n",
            "item,gold,a0,a1\r\n1,x,x,y\r\n2,\"a,b\",\"a,b\",\"a,b\"\r\n",
            "\u{FEFF}item,gold,a0,a1\n1,x,x,y\n2,\"a,b\",\"a,b\",\"a,b\"",
            "\"item\",\"gold\",\"a0\",\"a1\"\n\"1\",\"x\",\"x\",\"y\"\n2,\"a,b\",\"a,b\",\"a,b\"\n\n",
            "item,gold,a0,a1\n1,\"p\nq\",\"p\nq\",y\n2,\"say \"\"x\"\"\",\"say \"\"x\"\"\",\"say \"\"x\"\"\"\n",
        ]
    )
    func spelling(text: String) async throws {
        let document = try await Self.analyze(text)
        #expect(document["n_items"] == 2)
        #expect(document["plurality_accuracy"] == 1)
        #expect(document["n_distinct_answers"] == 3)
        #expect(document["n_items_with_tied_plurality"] == 1)
    }

    @Test("Empty cells are draws without a vote, an empty gold is unknown")
    func missing() async throws {
        let text = "item,gold,a0,a1,a2\n1,x,,x,x\n2,,y,,z\n3,q,,,\n"
        let document = try await Self.analyze(text, ["--stop", "lead(2)"])
        #expect(document["n_missing_answers"] == 5)
        #expect(document["plurality_accuracy"] == 0.5)
        #expect(document["stopping_given_order"]?["lead(2)"]?["total_samples"] == 6)
        #expect(document["stopping_given_order"]?["lead(2)"]?["n_agree_with_fullK_plurality"] == 2)
    }

    @Test("Without any truth accuracies are null with a reason, and rules still have totals")
    func noTruth() async throws {
        let document = try await Self.analyze("item,a0,a1\n1,x,x\n2,x,y\n", ["--stop", "lead(2)"])
        #expect(document["plurality_accuracy"] == .null)
        #expect(document["auroc"]?["majority_share"] == .null)
        #expect(document["auroc_reason"] == "no right answer is known")
        #expect(document["stopping_given_order"]?["lead(2)"]?["n_correct"] == .null)
        #expect(document["stopping_given_order"]?["lead(2)"]?["total_samples"] == 4)
    }

    @Test("A wide table may take its truth from a file")
    func wideTruth() async throws {
        let place = try Workplace(hasPlugins: false)
        try place.folder.write("a.csv", "item,a0,a1\n1,x,x\n2,y,y\n")
        try place.folder.write("t.csv", "truth,item\nx,1\n")
        let document = try await place.assay(["analyze", "a.csv", "--truth", "t.csv", "--json"]).json
        #expect(document["plurality_accuracy"] == 1)
        #expect(document["confidence"]?["K2"]?["n_items"] == 1)
    }

    @Test("Equal rows of a long table count once; other labels of the same worker count, and are counted")
    func repeatedRows() async throws {
        let rows = "label,item,worker\nx,1,a\nx,1,a\ny,1,a\nx,1,b\nx,2,a\n"
        let document = try await Self.analyze(rows)
        #expect(document["n_labels"] == 4)
        #expect(document["identical_rows_dropped"] == 1)
        #expect(document["repeated_ratings"] == 1)
        #expect(document["K_max"] == 3)
        #expect(document["n_items_with_truth"] == 0)
    }

    @Test("JSON Lines of answers know right ones by gold or by flags, and may ignore spaces")
    func answers() async throws {
        let gold = #"{"item":"p","gold":3,"answers":[3,"3",null,true]}"# + "\n"
        #expect(try await Self.analyze(gold, name: "a.jsonl")["plurality_accuracy"] == 1)
        let flags = #"{"item":1,"answers":["a b","ab","c"],"correct":[true,true,false]}"# + "\n"
        let exact = try await Self.analyze(flags, name: "a.jsonl")
        #expect(exact["n_distinct_answers"] == 3)
        let loose = try await Self.analyze(flags, name: "a.jsonl", ["--ignore-spaces"])
        #expect(loose["n_distinct_answers"] == 2)
        #expect(loose["any_correct"] == 1)
        #expect(loose["plurality_accuracy"] == 1)
        #expect(loose["mean_single_answer_accuracy"]?.double.map { abs($0 - 2.0 / 3) < 1e-12 } == true)
    }

    @Test("Records say which fields were left out, and missing ones are not equal to anything but missing ones")
    func records() async throws {
        let line = #"{"item":1,"gold":{"a":"x","b":1},"records":[{"a":"x","b":1,"c":[1]},{"a":"x"},{"a":"y","b":2}]}"#
        let document = try await Self.analyze(line, name: "a.jsonl", ["--by", "field"])
        #expect(document["fields"] == ["a", "b"])
        #expect(document["fields_left_out"] == ["c"])
        #expect(document["n_missing_cells"] == 1)
        #expect(document["fieldwise_plurality_accuracy"] == 1)
        #expect(document["record_distance"]?["gower_skip_missing"]?["mean_pairwise_distance_per_item"]?[0] != .null)
        #expect(document["by"]?.array?.count == 2)
    }

    @Test("Texts without answers have similarities and no accuracy")
    func texts() async throws {
        let lines = #"{"item":1,"texts":["a b","a b",null]}"# + "\n" + #"{"item":2,"texts":["a","b"]}"#
        let document = try await Self.analyze(lines, name: "a.jsonl")
        #expect(document["jaccard_words"]?["mean"] == 0.5)
        #expect(document["jaccard_words"]?["auroc"] == .null)
        #expect(document["medoid_jaccard_words"] == [0, 0])
        #expect(document["plurality_accuracy"] == nil)
    }

    @Test("A column of numbers is summarised")
    func numbers() async throws {
        let document = try await Self.analyze("speed\n1\n2.5\n4e0\n", ["--bootstrap", "50"])
        #expect(document["mean"] == 2.5)
        #expect(document["sd"] == 1.5)
        #expect(document["bootstrap"]?["mean"]?.array?.count == 2)
        let place = try Workplace(hasPlugins: false)
        try place.folder.write("n.csv", "speed\n1\nfast\n")
        let refused = try await place.assay(["analyze", "n.csv"])
        #expect(refused.errors.hasPrefix("assay: n.csv, line 3: a finite decimal number is needed"))
        #expect(try await place.assay(["analyze", "n.csv", "--by", "item"]).code == 2)
    }
}
