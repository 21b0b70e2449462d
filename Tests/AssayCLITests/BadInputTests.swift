import AssayCore
import Testing

@Suite("Bad input")
struct BadInputTests {
    /// A refusal: one line on stderr that names what is wrong, nothing on stdout, nothing run, nothing written.
    private func expectRefusal(_ words: [String], code: Int32, _ fragment: String, in place: Workplace? = nil)
        async throws
    {
        let place = try place ?? Workplace()
        let before = place.folder.names
        let result = try await place.assay(words)
        #expect(result.code == code)
        #expect(result.output.isEmpty)
        #expect(result.errorLines.count == 1)
        #expect(result.errors.hasPrefix("assay: "))
        #expect(result.errors.contains(fragment), "\(result.errors)")
        #expect(place.folder.names == before)
    }

    @Test(
        "A number out of its range is refused before anything runs, with what would be right",
        arguments: [
            (["--k", "0"], "k must be from 1 to 1,000,000"), (["--k", "1000000000"], "k must be from 1 to 1,000,000"),
            (["--k", "-3"], "k must be from 1"), (["--k", "99999999999999999999"], "--k must be a whole number"),
            (["--k", "3.5"], "--k must be a whole number"), (["--k", ""], "--k must be a whole number"),
            (["--seeds", "1,2", "--k", "3"], "seeds must be as many as k: 3 wanted, 2 given"),
            (["--seeds", "1,,2"], "--seeds must be whole numbers from 0 to 2^64 - 1"),
            (["--seeds", "-1"], "--seeds must be"),
            (["--seeds", "18446744073709551616"], "--seeds must be"), (["--seeds", ""], "--seeds must be"),
            (["--root-seed", "-1"], "--root-seed must be a whole number from 0"),
            (["--epsilon", "nan"], "--epsilon must be a number"),
            (["--epsilon", "1.5"], "epsilon must be from 0 to 1"),
            (["--epsilon", "-0.1"], "epsilon must be from 0 to 1"),
            (["--epsilon", "0.1", "--stop", "never"], "--epsilon belongs to the default rule"),
            (["--min-confidence", "inf"], "--min-confidence must be a number"),
            (["--min-confidence", "2"], "minimum_confidence must be from 0 to 1"),
            (["--max-parallel", "0"], "max_parallel must be from 1 to 1,024"),
            (["--max-parallel", "x"], "must be a whole number"),
            (["--budget", "tokens=-5"], "budget.tokens must be"),
            (["--budget", "cost_usd=nan"], "budget.cost_usd must be"),
            (["--budget", "cost_usd=inf"], "budget.cost_usd must be"),
            (["--budget", "time_ms=0"], "budget.time_ms must be"),
            (["--budget", "money=3"], "tokens, cost_usd and time_ms"),
            (["--budget", ""], "tokens=N,cost_usd=X,time_ms=N"),
            (["--budget", "tokens=1,tokens=2"], "each key at most once"),
            (["--replicate-budget", "tokens=-5"], "budget.tokens must be"),
            (["--timeout", "0s"], "above 0 and up to 30 days"),
            (["--timeout", "-1s"], "such as 500ms, 2s, 1.5m or 1h"),
            (["--timeout", "5"], "--timeout must be a length of time"), (["--timeout", "nans"], "--timeout must be"),
            (["--deadline", "1e400h"], "--deadline must be"), (["--deadline", "800h"], "up to 30 days"),
            (["--stop", "sometimes"], "stability(0.2), beta(0.95)"), (["--stop", "lead(0)"], "is at least 1"),
            (["--stop", "beta(0.4)"], "above 0.5 and below 1"), (["--stop", "stability(nan)"], "from 0 to 1"),
            (["--stop", "never(3)"], "never takes no argument"), (["--stop", "lead(3"], "closing bracket"),
            (["--rounds", "slow"], "--rounds must be fewest or eager"),
            (["--options", "[1]"], "--options must be a JSON object"),
        ] as [([String], String)]
    )
    func numbers(words: [String], fragment: String) async throws {
        try await expectRefusal(Workplace.kmeans + words, code: 64, fragment)
    }

    @Test(
        "A request that is not JSON, or not one the tool takes, is refused with the place",
        arguments: [
            ("", "--request: "), ("{", "line 1, column 2"), ("{'csv':1}", "a single quote"),
            (#"{"csv":"x","csv":"y"}"#, "line 1"), (#"{"clusters":NaN}"#, "line 1, column 13"),
            (#"{"clusters":1e999,"csv":"x"}"#, "line 1"), ("[]", "a request must be a JSON object"),
            ("7", "JSON object"),
            ("null", "JSON object"), ("{}", "csv"), (#"{"csv":"x","clusters":0}"#, "/clusters"),
            (#"{"csv":"x","clusters":2.5}"#, "/clusters"), (#"{"csv":"x","clusters":1e30}"#, "/clusters"),
            (#"{"csv":5,"clusters":2}"#, "/csv"), (#"{"csv":"x","clusters":2,"clusterz":3}"#, "clusterz"),
            ("@missing.json", "missing.json cannot be read: there is no such file"), ("@", "name of a file after @"),
            ("@Examples", "Examples cannot be read: it is a directory"), ("hello", "line 1, column 1"),
        ]
    )
    func requests(request: String, fragment: String) async throws {
        try await expectRefusal(["run", "kmeans", "--request", request], code: request == "@" ? 64 : 2, fragment)
    }

    @Test("A request that is too deep or not UTF-8 is refused")
    func hostileRequests() async throws {
        let place = try Workplace()
        try place.folder.write("deep.json", String(repeating: "[", count: 100_000))
        try await expectRefusal(["run", "kmeans", "--request", "@deep.json"], code: 2, "deep.json", in: place)
        try place.folder.write("bytes.json", bytes: Array("{\"csv\":\"".utf8) + [0xFF, 0xFE] + Array("\"}".utf8))
        try await expectRefusal(["run", "kmeans", "--request", "@bytes.json"], code: 2, "UTF-8", in: place)
    }

    @Test("An unknown tool is refused with the names there are")
    func unknownTool() async throws {
        try await expectRefusal(["run", "kmeanz", "--request", "{}"], code: 5, "known tools: annealing, bootstrap")
    }

    @Test("A tool with side effects is not run more than once")
    func sideEffects() async throws {
        let place = try Workplace()
        try CPlugin(fields: ".flags = ASSAY_TOOL_SIDE_EFFECTS,").build(in: place.folder)
        let words = ["run", "sample", "--plugin", "libsample.so", "--request", "{}"]
        try await expectRefusal(words, code: 64, "sample has side effects: k must be 1", in: place)
        #expect(try await place.assay(words + ["--k", "1"]).code == 0)
    }

    @Test(
        "A schema that cannot be used is refused, and nothing is fetched from a network",
        arguments: [
            ("http://127.0.0.1:9/s.json", 64, "nothing is fetched from a network"), ("missing.json", 2, "no such file"),
            ("Examples/Data/iris.csv", 2, "iris.csv: Invalid JSON"), ("number.json", 2, "number.json"),
            ("type.json", 2, "type"), ("file://elsewhere/s.json", 64, "nothing is fetched"),
        ] as [(String, Int32, String)]
    )
    func schemas(path: String, code: Int32, fragment: String) async throws {
        let place = try Workplace()
        try place.folder.write("number.json", "7")
        try place.folder.write("type.json", #"{"type":"blob"}"#)
        try await expectRefusal(Workplace.kmeans + ["--schema", path], code: code, fragment, in: place)
    }

    @Test(
        "Output that is not JSON, not UTF-8, too large, missing or against its schema fails its replicate, not the program",
        arguments: [
            ("not_json", "bad_output", "the tool's output is not JSON"), ("not_utf8", "bad_output", "UTF-8"),
            ("not_object", "bad_output", "must be an object"), ("nan", "bad_output", "not JSON"),
            ("twice", "bad_output", "not JSON"), ("two_documents", "bad_output", "not JSON"),
            ("deep", "bad_output", "not JSON"),
            ("off_schema", "bad_output", "breaks the output schema at 1 place(s): /value"),
            ("silent", "protocol_error", "wrote no output; it must write one JSON object"),
            ("null_output", "protocol_error", "wrote no output"), ("huge", "output_too_large", "over 4194304 bytes"),
        ]
    )
    func outputs(mode: String, error: String, fragment: String) async throws {
        let place = try Workplace()
        let result = try await place.assay(Workplace.probe(mode) + ["--out", "b.json"])
        #expect(result.code == 1)
        #expect(result.errors.isEmpty)
        #expect(result.output.contains("failed: no valid answer"))
        let document = try Value(json: place.folder.text("b.json"))
        let failures = try #require(document["replicates"]?.array)
        #expect(failures.count == 3)
        for failure in failures {
            #expect(failure["error"]?["code"]?.string == error)
            #expect(failure["error"]?["message"]?.string?.contains(fragment) == true, "\(failure.canonicalJSON)")
            #expect(failure["quality"]?["valid"] == false)
        }
        // An answer that was paid for is kept although it breaks the schema.
        if mode == "off_schema" { #expect(failures[0]["data"] == ["value": "text"]) }
    }

    @Test(
        "A CSV file that is empty, ragged or not numbers fails every replicate with the place",
        arguments: [
            ("", "header"), ("a,b\n", "row"), ("a,b\n1,2\n3\n", "line 3"), ("a,b\n1,2\n3,4,5\n", "line 3"),
            ("a,b\n1,2\n3,\"4\n", "has no end"), ("a,b\n1,2\n\0,4\n", "zero byte"), ("a,b\n1,2\n", "cluster"),
        ]
    )
    func tables(text: String, fragment: String) async throws {
        let place = try Workplace()
        try place.folder.write("t.csv", text)
        let result = try await place.assay(["run", "kmeans", "--request", #"{"csv":"t.csv","clusters":2}"#, "--json"])
        #expect(result.code == 1)
        let message = try result.json["replicates"]?[0]?["error"]?["message"]?.string
        #expect(message?.contains(fragment) == true, "\(message ?? "no message")")
        let missing = try await place.assay([
            "run", "kmeans", "--request", #"{"csv":"none.csv","clusters":2}"#, "--json",
        ])
        #expect(missing.code == 1)
        #expect(try missing.json["replicates"]?[0]?["error"]?["code"] == "file_error")
    }
}
