import AssayCore
import AssayPlugins
import Testing

@Suite("The bundled tool annealing")
struct AnnealingTests {
    private let tool: any Tool
    private let request: Value

    init() throws {
        tool = try BundledPlugin.tool("annealing")
        request = try BundledPlugin.request("annealing")
    }

    @Test("Some seed finds the shortest tour of burma14, none a shorter one, and seeds disagree")
    func burma14() async throws {
        var lengths: [Int64] = []
        var best: Value?
        for seed in 1...60 {
            let answer = try await tool.answer(request, seed: UInt64(seed))
            lengths.append(try #require(answer["length"]?.int64))
            if answer["length"] == 3323 { best = answer["tour"] }
        }
        #expect(lengths.min() == 3323)
        #expect(Set(lengths).count > 3)
        #expect(best == [0, 1, 13, 2, 3, 4, 5, 11, 6, 12, 7, 10, 8, 9])
    }

    @Test("A tour visits every city once, from the first, in the direction of its lower neighbour")
    func tours() async throws {
        for seed in 1...20 {
            let answer = try await tool.answer(request.with("steps", 1), seed: UInt64(seed))
            let tour = try #require(answer["tour"]?.array).compactMap(\.int64)
            #expect(tour.sorted() == Array(0..<14))
            #expect(tour[0] == 0)
            #expect(tour[1] < tour[13])
        }
    }

    @Test("One seed gives one answer")
    func deterministic() async throws {
        #expect(try await tool.answer(request, seed: 5) == tool.answer(request, seed: 5))
    }

    @Test("The corners of a rectangle have one shortest tour, and the length is that of its sides")
    func rectangle() async throws {
        let folder = try Folder()
        let path = try folder.write("corners.csv", Array("x,y\n0,0\n3,4\n3,0\n0,4\n".utf8))
        for seed in 1...5 {
            let answer = try await tool.answer(["csv": .string(path)], seed: UInt64(seed))
            #expect(answer == ["length": 14, "tour": [0, 2, 1, 3]])
        }
    }

    @Test("Cities on one spot make a tour of no length")
    func oneSpot() async throws {
        let folder = try Folder()
        let path = try folder.write("spot.csv", Array("\"x\",y\r\n1,1\r\n\"1\",1\r\n+1, 1 \r\n".utf8))
        let answer = try await tool.answer(["csv": .string(path)])
        #expect(answer == ["length": 0, "tour": [0, 1, 2]])
    }

    @Test(
        "A file without a tour is refused with the place and what would be right",
        arguments: [
            ("", "bad_csv", "the file is empty; it needs a header row and data"),
            ("x,y\n1,1\n2,2\n", "too_few_rows", "the file has 2 rows of data; a tour has from 3 to 2000 cities"),
            ("x\n1\n2\n3\n", "unknown_column", "the file has no column \"y\"; the header row names its columns"),
            ("x,y\n1,1\n2\n", "bad_csv", "line 3 has 1 cells and the header row has 2; every row needs as many"),
            ("x,y\n1,1\n\n2,b\n", "not_numeric", "row 2 (line 4), column \"y\" holds no finite decimal number"),
            ("x,y\n1,1\n2,nan\n", "not_numeric", "row 2 (line 3), column \"y\" holds no finite decimal number"),
            ("x,y\n1,1\n2,1e10\n3,3\n", "out_of_range", "row 2 has a coordinate out of range; the limit is 1e9"),
            ("x,y\n\"1,1\n", "bad_csv", "a quoted cell of the row on line 2 has no end"),
            ("x,y\n\"1\"1,1\n", "bad_csv", "line 2 has text behind a quoted cell"),
        ]
    )
    func badFiles(csv: String, code: String, message: String) async throws {
        let folder = try Folder()
        let path = try folder.write("data.csv", Array(csv.utf8))
        let error = try await tool.failure(["csv": .string(path)])
        #expect(error == AssayError(AssayError.Code(rawValue: code), message))
    }

    @Test("A latitude past 180 degrees, a missing file and a folder are refused")
    func badPlaces() async throws {
        let folder = try Folder()
        let path = try folder.write("data.csv", Array("x,y\n181,0\n1,1\n2,2\n".utf8))
        let range = try await tool.failure(["csv": .string(path), "metric": "geographic"])
        #expect(range.message == "row 1 has a coordinate out of range; degrees go up to 180")
        for path in ["/none/none.csv", "/tmp"] {
            #expect(try await tool.failure(["csv": .string(path)]).code.rawValue == "file_error")
        }
    }

    @Test(
        "A request its schema does not allow is refused all the same",
        arguments: [
            "{}", "{\"csv\":\"\"}", "{\"csv\":1}", "{\"csv\":\"a\",\"steps\":0}", "{\"csv\":\"a\",\"steps\":1.5}",
            "{\"csv\":\"a\",\"steps\":99999999999999999999999}", "{\"csv\":\"a\",\"metric\":\"taxi\"}",
            "{\"csv\":\"a\",\"z\":\"b\"}", "{\"csv\":\"a\\u0000\"}",
        ]
    )
    func badRequests(json: String) async throws {
        #expect(try await tool.failure(Value(json: json)).code.rawValue == "invalid_request")
    }

    @Test("A cancelled call ends early")
    func cancellation() async throws {
        let flag = CancellationFlag()
        flag.cancel()
        #expect(try await tool.failure(request.with("steps", 100_000_000), cancellation: flag).code == .cancelled)
    }
}
