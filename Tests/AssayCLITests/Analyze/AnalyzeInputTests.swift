import AssayCore
import Testing

@Suite("What assay analyze refuses")
struct AnalyzeInputTests {
    /// Analyses a file with these contents, and a truth file if there is one.
    private static func analyze(
        _ text: String,
        truth: String? = nil,
        name: String = "a.csv",
        _ words: [String] = []
    ) async throws -> ProcessResult {
        let place = try Workplace(hasPlugins: false)
        try place.folder.write(name, text)
        if let truth { try place.folder.write("t.csv", truth) }
        return try await place.assay(["analyze", name] + (truth == nil ? [] : ["--truth", "t.csv"]) + words)
    }

    @Test(
        "Damaged tables are refused with file and line",
        arguments: [
            ("", "a.csv is empty"), ("item,gold,a0\n", "a.csv, line 1: there is a header but no item"),
            ("item,worker,label\n", "a.csv, line 1: there is a header but no label"),
            ("item,gold,a0\n1,x,x\n2,y\n", "a.csv, line 3: 2 fields where the header has 3"),
            ("item,gold,a0\n1,x,x,x\n", "a.csv, line 2: 4 fields where the header has 3"),
            ("item,worker,label\n1,2,3\n1,2\n", "a.csv, line 3: 2 fields where the header has 3"),
            ("item,gold,a0\n1,x,x\n1,x,y\n", "a.csv, line 3: the item of line 2 is there again"),
            ("item,gold,a0\n,x,x\n", "a.csv, line 2: the item has no name"),
            ("item,worker,label\n,1,x\n", "a.csv, line 2: the item has no name"),
            ("item,gold,a0\n1,\"x,x\n", "a.csv, line 2: a quoted field is not closed"),
            ("item,gold,a0\n1,x\"y,x\n", "a.csv, line 2: a quote inside field 2"),
            ("item,gold,a0\n1,\"x\"y,x\n", "a.csv, line 2: text after the closing quote of field 2"),
            ("item,gold,a0\n1,\"a\nb\",x\n2,y\n", "a.csv, line 4: 2 fields"),
            ("item,gold,a0\n\n1,x,x\n", "a.csv, line 2: a blank line"),
            ("item,gold,a0\r1,x,x\r", "a.csv, line 1: a carriage return without a line feed"),
            ("item,gold,a0\n1,\0,x\n", "a.csv, line 2: a NUL byte"),
        ]
    )
    func damaged(text: String, message: String) async throws {
        let result = try await Self.analyze(text)
        #expect(result.code == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.hasPrefix("assay: \(message)"), "\(result.errors)")
    }

    @Test(
        "Text that is not UTF-8 is refused with file and line",
        arguments: [
            ("item,gold,a0\\n1,x,y\\n2,x,\\377\\n", "line 3: field 3"),
            ("item,gold,a0\\n\\376,x,y\\n", "line 2: field 1"),
            ("item,worker,label\\n1,w,x\\n1,\\377,x\\n", "line 3: field 2"),
        ]
    )
    func notText(text: String, place: String) async throws {
        let work = try Workplace(hasPlugins: false)
        let result = try await work.shell("printf '\(text)' >a.csv; exec assay analyze a.csv")
        #expect(result.code == 2)
        #expect(result.errors.hasPrefix("assay: a.csv, \(place) is not UTF-8"), "\(result.errors)")
    }

    @Test(
        "Mistakes in a header are refused with a suggestion",
        arguments: [
            ("item,glod,a0", "did you mean gold?"), ("item,gold,a0,a2", "did you mean a1?"),
            ("itm,gold,a0", "did you mean item?"), ("item,gold", "no column a0"), ("gold,a0", "no column item"),
            ("item,wroker,label", "did you mean worker?"), ("item,worker,lable", "did you mean label?"),
            ("item,worker", "the header of labels is item,worker,label"), ("item,truth", "--truth"),
            ("question,answer", "neither item,gold,a0,a1,… nor item,worker,label"),
            ("item,gold,a0,topic", "to group by it, name it with --by"), ("item,item,gold,a0", "each once"),
        ]
    )
    func header(header: String, message: String) async throws {
        let result = try await Self.analyze("\(header)\n")
        #expect(result.code == 2)
        #expect(result.errors.hasPrefix("assay: a.csv, line 1: "))
        #expect(result.errors.contains(message), "\(result.errors)")
    }

    @Test(
        "A file of truth must fit the labels",
        arguments: [
            ("item,truth\n9,x\n", "t.csv, line 2: the item has no answers in the table"),
            ("item,truth\n1,x\n1,x\n", "t.csv, line 3: the item of line 2 is there again"),
            ("item,truth\n1,\n", "t.csv, line 2: the truth is empty"),
            ("item,truth\n", "t.csv, line 1: there is a header"),
            ("item,right\n1,x\n", "t.csv, line 1: the header of a file of truth is item,truth"), ("", "t.csv is empty"),
            ("item,truth\n1,x,y\n", "t.csv, line 2: 3 fields"),
        ]
    )
    func truth(text: String, message: String) async throws {
        let result = try await Self.analyze("item,worker,label\n1,2,x\n", truth: text)
        #expect(result.code == 2)
        #expect(result.errors.hasPrefix("assay: \(message)"), "\(result.errors)")
    }

    @Test(
        "Damaged JSON Lines are refused with file and line",
        arguments: [
            (#"{"item":1}"#, "a.jsonl, line 1: a line has item and one of"),
            (#"{"item":1,"texts":["x"],"records":[]}"#, "a.jsonl, line 1: a line has item and one of"),
            (#"{"item":1,"answers":["x"]}"# + "\n{\"item\":1,\"answers\":[]}", "a.jsonl, line 2: the item of line 1"),
            (
                #"{"item":1,"answers":["x"]}"# + "\n\n{\"item\":2,\"answers\":3}",
                "a.jsonl, line 3: an object needs answers"
            ),
            (#"{"item":1,"answers":["x"]}"# + "\n{\"item\":2,", "a.jsonl, line 2: "),
            (#"{"answers":["x"]}"#, "a.jsonl, line 1: an object needs item"),
            (#"{"item":1,"answers":["x"],"correct":[1,0]}"#, "a.jsonl, line 1: correct must have one flag"),
            (#"{"item":1,"answers":["x"],"correct":[2]}"#, "a.jsonl, line 1: a flag in correct"),
            (#"{"item":1,"texts":[3]}"#, "a.jsonl, line 1: a text must be a string"),
            (#"{"item":1,"records":[3]}"#, "a.jsonl, line 1: gold and every record must be an object"),
            (#"{"item":1,"records":[{"a":[1]}]}"#, "a.jsonl, line 1: no record has a field"),
        ]
    )
    func jsonLines(text: String, message: String) async throws {
        let result = try await Self.analyze(text, name: "a.jsonl")
        #expect(result.code == 2)
        #expect(result.errors.hasPrefix("assay: \(message)"), "\(result.errors)")
    }

    @Test("A file that is not there, or a directory, is refused by name")
    func noFile() async throws {
        let place = try Workplace(hasPlugins: false)
        for (name, reason) in [("nowhere.csv", "there is no such file"), ("Examples", "it is a directory")] {
            let result = try await place.assay(["analyze", name])
            #expect(result.code == 2)
            #expect(result.errors.contains("\(name) cannot be read: \(reason)"))
        }
    }

    @Test(
        "Options that mean nothing for the file are usage errors",
        arguments: [
            ["--by", "worker"], ["--by", "field"], ["--answers", "a.csv"], ["--stop", "sometimes"], ["--horizon", "0"],
            ["--permutations", "x"], ["--bootstrap", "0"], ["--seed", "-1"], ["--by", ""], ["--truth", "a.csv"],
        ]
    )
    func usage(words: [String]) async throws {
        let result = try await Self.analyze("item,gold,a0\n1,x,x\n", words)
        #expect(result.code == 64, "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1)
        let document = try await Self.analyze("item,gold,a0\n1,x,x\n", words + ["--json"]).json
        #expect(document["error"]?["message"] != nil)
    }

    @Test("Answers and labels never appear in a message")
    func noUserData() async throws {
        let result = try await Self.analyze("item,gold,a0\nsecret,secret,secret\nsecret,x,y\n")
        #expect(result.code == 2)
        #expect(!result.errors.contains("secret"))
    }
}
