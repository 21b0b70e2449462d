import AssayCore
import AssayPlugins
import Testing

@Suite("The bundled tools bootstrap and bootstrap-regression")
struct BootstrapTests {
    private let mean: any BatchTool
    private let regression: any BatchTool

    init() throws {
        mean = try #require(try BundledPlugin.tool("bootstrap") as? any BatchTool)
        regression = try #require(try BundledPlugin.tool("bootstrap-regression", of: "bootstrap") as? any BatchTool)
    }

    private func average(_ numbers: [Double]) -> Double { numbers.reduce(0, +) / Double(numbers.count) }

    private func deviation(_ numbers: [Double]) -> Double {
        let center = average(numbers)
        return average(numbers.map { ($0 - center) * ($0 - center) }).squareRoot()
    }

    @Test("Many resamples centre on the certified mean and spread as its standard error")
    func michelson() async throws {
        let request = try BundledPlugin.request("bootstrap")
        let means = try await mean.executeBatch(ToolCall(request: request), seeds: Array(0..<20_000))[0]
        // The certified deviation has 99 degrees of freedom; a resample's has 100 rows.
        let standardError = 0.0790105478190518 * (99.0 / 100).squareRoot() / 10
        #expect(abs(average(means) - 299.8524) < 4 * standardError / 20_000.0.squareRoot())
        #expect(abs(deviation(means) / standardError - 1) < 0.03)
    }

    @Test("Many resamples centre on the certified line")
    func norris() async throws {
        let request = try BundledPlugin.request("bootstrap-regression")
        let columns = try await regression.executeBatch(ToolCall(request: request), seeds: Array(0..<4_000))
        #expect(regression.columns == ["slope", "intercept", "r_squared"])
        #expect(abs(average(columns[0]) - 1.00211681802045) < 2e-4)
        #expect(abs(average(columns[1]) - -0.262323073774029) < 0.05)
        #expect(columns[2].allSatisfy { $0 > 0.9999 && $0 <= 1 })
        #expect(deviation(columns[0]) > 1e-4)
    }

    @Test("A batch gives what single calls give")
    func batchEqualsSingle() async throws {
        for (tool, name) in [(mean, "bootstrap"), (regression, "bootstrap-regression")] {
            let request = try BundledPlugin.request(name)
            let seeds: [UInt64] = [0, 1, 7, 1 << 40, .max]
            let columns = try await tool.executeBatch(ToolCall(request: request), seeds: seeds)
            for (place, seed) in seeds.enumerated() {
                let single = try await tool.answer(request, seed: seed)
                for (index, key) in tool.columns.enumerated() { #expect(single[key]?.double == columns[index][place]) }
            }
        }
    }

    @Test("A perfect line is found whatever is drawn, and a resample without one fails")
    func exactLine() async throws {
        let folder = try Folder()
        let path = try folder.write("line.csv", Array("x,y\n0,1\n1,3\n2,5\n".utf8))
        let request: Value = ["csv": .string(path), "x": "x", "y": "y"]
        let columns = try await regression.executeBatch(ToolCall(request: request), seeds: Array(0..<200))
        let defined = columns[0].filter { !$0.isNaN }
        // Three draws from three rows are all one row with chance 1/9.
        #expect((150..<195).contains(defined.count))
        #expect(defined.allSatisfy { abs($0 - 2) < 1e-12 })
        let failing = try #require(columns[0].firstIndex { $0.isNaN })
        let error = await #expect(throws: AssayError.self) {
            try await regression.answer(request, seed: UInt64(failing))
        }
        #expect(error?.code.rawValue == "degenerate_resample")
    }

    @Test("Quotes, line ends of other systems, blank lines and spaces are read")
    func dialects() async throws {
        let folder = try Folder()
        let csv = "name,\"the \"\"value\"\"\"\r\n\"a,\nb\",\"1\"\r\n\r\nc, 1e0 \n"
        let path = try folder.write("data.csv", [0xEF, 0xBB, 0xBF] + Array(csv.utf8))
        #expect(try await mean.answer(["csv": .string(path), "column": "the \"value\""]) == ["mean": 1])
    }

    @Test(
        "A file that cannot be resampled is refused with the place and what would be right",
        arguments: [
            ("", "bad_csv", "the file is empty; it needs a header row and data"),
            ("a\n1\n", "too_few_rows", "the file has 1 rows of data; at least 2 are needed"),
            ("b\n1\n2\n", "unknown_column", "the file has no such column; the header row names its columns"),
            ("a\n1\nx\n", "not_numeric", "row 2 (line 3), column \"a\" holds no finite decimal number"),
            ("a\n1\nnan\n", "not_numeric", "row 2 (line 3), column \"a\" holds no finite decimal number"),
            ("a\n1\ninf\n", "not_numeric", "row 2 (line 3), column \"a\" holds no finite decimal number"),
            ("a\n1\n0x1p3\n", "not_numeric", "row 2 (line 3), column \"a\" holds no finite decimal number"),
            ("a,b\n1,2\n3\n", "bad_csv", "line 3 has 1 cells and the header row has 2; every row needs as many"),
            ("a\n\"1\n", "bad_csv", "a quoted cell that starts on line 2 has no end"),
            ("a\n\"1\"2\n", "bad_csv", "line 2 has text behind a quoted cell"),
        ]
    )
    func badFiles(csv: String, code: String, message: String) async throws {
        let folder = try Folder()
        let path = try folder.write("data.csv", Array(csv.utf8))
        let error = try await mean.failure(["csv": .string(path), "column": "a"])
        #expect(error == AssayError(AssayError.Code(rawValue: code), message))
    }

    @Test("A request that cannot be decoded is refused by its place, without its values")
    func badRequests() async throws {
        #expect(try await mean.failure(["csv": "secret"]).message == "the request lacks column")
        let mistyped = try await mean.failure(["csv": 7, "column": "secret"])
        #expect(mistyped == AssayError(.invalidRequest, "csv in the request is no String"))
        #expect(try await mean.failure(["csv": "/none", "column": "a"]).code == .fileError)
    }

    @Test("A number JSON does not have is bad output")
    func infiniteMean() async throws {
        let folder = try Folder()
        let path = try folder.write("data.csv", Array("a\n1e308\n1e308\n".utf8))
        #expect(try await mean.failure(["csv": .string(path), "column": "a"]).code == .badOutput)
    }

    @Test("A cancelled batch ends early")
    func cancellation() async throws {
        let flag = CancellationFlag()
        flag.cancel()
        let call = ToolCall(request: try BundledPlugin.request("bootstrap"), cancellation: flag)
        let error = await #expect(throws: AssayError.self) { try await mean.executeBatch(call, seeds: [1]) }
        #expect(error?.code == .cancelled)
    }
}
