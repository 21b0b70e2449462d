import AssayCore
import AssayPlugins
import Testing

@Suite("The bundled tool kmeans")
struct KMeansTests {
    private let tool: any Tool
    private let request: Value

    init() throws {
        tool = try BundledPlugin.tool("kmeans")
        request = try BundledPlugin.request("kmeans")
    }

    private func failure(csv: String, _ members: Value = ["clusters": 2]) async throws -> AssayError {
        let folder = try Folder()
        let path = try folder.write("data.csv", Array(csv.utf8))
        return try await tool.failure(members.with("csv", .string(path)))
    }

    @Test("Some seed finds the best clustering of the irises, and seeds disagree")
    func iris() async throws {
        var inertias: [Double] = []
        var sizes: Set<Value> = []
        for seed in 1...40 {
            let answer = try await tool.answer(request, seed: UInt64(seed))
            inertias.append(try #require(answer["inertia"]?.double))
            sizes.insert(try #require(answer["sizes"]))
        }
        #expect(abs(try #require(inertias.min()) - 78.851441426146) < 1e-9)
        #expect(sizes.contains([62, 50, 38]))
        #expect(sizes.contains([61, 50, 39]))
    }

    @Test("One seed gives one answer, with every field consistent")
    func consistency() async throws {
        let answer = try await tool.answer(request, seed: 11)
        #expect(try await tool.answer(request, seed: 11) == answer)
        let labels = try #require(answer["assignments"]?.array).compactMap(\.int64)
        #expect(labels.count == 150)
        #expect(answer["clusters"] == 3)
        // Clusters are numbered in the order of their first rows.
        var firsts: [Int64] = []
        for label in labels where !firsts.contains(label) { firsts.append(label) }
        #expect(firsts == [0, 1, 2])
        let counts = firsts.map { label in Int64(labels.count { $0 == label }) }.sorted(by: >)
        #expect(answer["sizes"] == .array(counts.map(Value.integer)))
        #expect(try #require(answer["iterations"]?.int64) > 0)
    }

    @Test("The inertia is the sum of squared distances to the means of the clusters")
    func inertia() async throws {
        let answer = try await tool.answer(request.with("columns", ["petal_length", "petal_width"]), seed: 3)
        let lines = try Package.json("Examples/Data/iris.csv").split(separator: "\n").dropFirst()
        let points = lines.map { $0.split(separator: ",")[2...3].compactMap { Double($0) } }
        let labels = try #require(answer["assignments"]?.array).compactMap(\.int64)
        var sum = 0.0
        for label in Set(labels) {
            let members = zip(points, labels).filter { $0.1 == label }.map(\.0)
            for column in 0..<2 {
                let mean = members.map { $0[column] }.reduce(0, +) / Double(members.count)
                sum += members.map { ($0[column] - mean) * ($0[column] - mean) }.reduce(0, +)
            }
        }
        #expect(abs(sum - (try #require(answer["inertia"]?.double))) < 1e-9)
    }

    @Test("As many clusters as different rows leave no distance")
    func perfectFit() async throws {
        let folder = try Folder()
        let csv = "a;b,\"v\"\"1\"\r\n x,1\r\n\"y,\n\",2e0\n\n z , +3 \n"
        let path = try folder.write("data.csv", [0xEF, 0xBB, 0xBF] + Array(csv.utf8))
        let answer = try await tool.answer(["csv": .string(path), "clusters": 3, "columns": ["v\"1"]])
        #expect(answer["inertia"] == 0)
        #expect(answer["sizes"] == [1, 1, 1])
        #expect(answer["assignments"] == [0, 1, 2])
    }

    @Test("Duplicated rows do not draw one centre twice")
    func duplicates() async throws {
        let folder = try Folder()
        let path = try folder.write("data.csv", Array(("v\n" + String(repeating: "0\n", count: 500) + "1\n2\n").utf8))
        for seed in 0..<20 {
            let answer = try await tool.answer(["csv": .string(path), "clusters": 3], seed: UInt64(seed))
            #expect(answer["sizes"] == [500, 1, 1])
        }
    }

    @Test(
        "A file that cannot be clustered is refused with the place and what would be right",
        arguments: [
            ("", "bad_csv", "the file is empty; it needs a header row and data"),
            ("\n\r\n", "bad_csv", "the file is empty; it needs a header row and data"),
            ("a,b\n1,2\n3\n", "bad_csv", "line 3 has 1 cells and the header row has 2; every row needs as many"),
            ("a,b\n1,2\n\n3,4,5\n", "bad_csv", "line 4 has 3 cells and the header row has 2; every row needs as many"),
            ("a,b\n1,2\n3,x\n", "not_numeric", "row 2 (line 3), column \"b\" holds no finite decimal number"),
            ("a,b\n1,2\n3,\n", "not_numeric", "row 2 (line 3), column \"b\" holds no finite decimal number"),
            ("a\n1\nnan\n", "not_numeric", "row 2 (line 3), column \"a\" holds no finite decimal number"),
            ("a\n1\n0x10\n", "not_numeric", "row 2 (line 3), column \"a\" holds no finite decimal number"),
            ("a\n1\n1e999\n", "not_numeric", "row 2 (line 3), column \"a\" holds no finite decimal number"),
            ("a\n1 2\n3\n", "not_numeric", "the first row of data has no number; clustering needs a numeric column"),
            ("a\n\"1\n", "bad_csv", "a quoted cell that starts on line 2 has no end"),
            ("a\n\"1\"2\n", "bad_csv", "line 2 has text behind a quoted cell"),
            ("a\n1\n", "too_few_rows", "the file has 1 rows of data; 2 clusters need at least as many rows"),
            ("a\n", "too_few_rows", "the file has 0 rows of data; 2 clusters need at least as many rows"),
            ("a\n1\n1\n1\n", "too_few_rows", "the file has 1 different rows; 2 clusters need at least as many"),
            (
                "a\n1e300\n-1e300\n0\n", "not_numeric",
                "the numbers are too large to square; give the columns in larger units"
            ),
        ]
    )
    func badFiles(csv: String, code: String, message: String) async throws {
        #expect(try await failure(csv: csv) == AssayError(AssayError.Code(rawValue: code), message))
    }

    @Test("An unknown column, a missing file and a folder are refused")
    func badPlaces() async throws {
        let unknown = try await failure(csv: "a\n1\n2\n", ["clusters": 2, "columns": ["b"]])
        #expect(unknown.message == "the file has no column \"b\"; the header row names its columns")
        let missing = try await tool.failure(["csv": "/none/none.csv", "clusters": 2])
        #expect(missing.message == "the file named by csv cannot be opened: No such file or directory")
        #expect(try await tool.failure(["csv": "/tmp", "clusters": 2]).code.rawValue == "file_error")
    }

    @Test(
        "A request its schema does not allow is refused all the same",
        arguments: [
            "{}", "{\"csv\":\"a\"}", "{\"clusters\":2}", "{\"csv\":\"a\",\"clusters\":0}",
            "{\"csv\":\"a\",\"clusters\":1001}",
            "{\"csv\":\"a\",\"clusters\":99999999999999999999999}", "{\"csv\":\"a\",\"clusters\":2.5}",
            "{\"csv\":\"a\",\"clusters\":-2}", "{\"csv\":\"a\\u0000\",\"clusters\":2}",
            "{\"csv\":\"a\",\"clusters\":2,\"x\":1}",
            "{\"csv\":7,\"clusters\":2}", "{\"csv\":\"a\",\"clusters\":2,\"columns\":[]}",
            "{\"csv\":\"a\",\"clusters\":2,\"columns\":[1]}",
        ]
    )
    func badRequests(json: String) async throws {
        #expect(try await tool.failure(Value(json: json)).code.rawValue == "invalid_request")
    }

    @Test("A path with quotes, tabs and other scripts is read as it is written")
    func escapedPath() async throws {
        let folder = try Folder()
        let path = try folder.write("a\"b\\c\td é.csv", Array("v\n1\n2\n".utf8))
        #expect(try await tool.answer(["csv": .string(path), "clusters": 2])["sizes"] == [1, 1])
    }

    @Test("A cancelled call ends early")
    func cancellation() async throws {
        let flag = CancellationFlag()
        flag.cancel()
        #expect(try await tool.failure(request, cancellation: flag).code == .cancelled)
    }
}
