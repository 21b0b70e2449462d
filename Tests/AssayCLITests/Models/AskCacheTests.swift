import AssayCore
import Foundation
import Testing

@Suite("assay ask with a cache")
struct AskCacheTests {
    private static let key = ["OPENAI_API_KEY": "sk-4711"]

    private static func words(_ base: String, k: Int, _ rest: [String]) -> [String] {
        [
            "ask", "Name a tree.", "--models", "openai/m", "--base-url", base, "--k", "\(k)", "--stop", "never",
            "--json",
        ] + rest
    }

    private func answers(_ result: ProcessResult) throws -> [String] {
        #expect([0, 6].contains(result.code), "\(result.errors)")
        return try result.json["replicates"]?.array?.compactMap { $0["data"]?["answer"]?.string } ?? []
    }

    @Test("What was answered is neither asked nor paid for again, each replicate has its own, and the bundle says so")
    func again() async throws {
        let place = try Workplace()
        let server = try await AnswerServer.start(in: place.folder)
        let cache = ["--cache", "answers.db"]
        let first = try await place.assay(Self.words(server.base, k: 4, cache), environment: Self.key)
        #expect(server.requestCount == 4)
        #expect(Set(try answers(first)).count == 4)
        let second = try await place.assay(Self.words(server.base, k: 6, cache), environment: Self.key)
        #expect(server.requestCount == 6, "two are new")
        #expect(try answers(second).prefix(4) == answers(first)[...])
        let replicates = try second.json["replicates"]?.array ?? []
        #expect(replicates.map { $0["usage"]?["tokens"] } == [0, 0, 0, 0, 11, 11])
        #expect(replicates[0]["usage"]?["cost_usd"] == 0)
        let flagged = replicates.map { $0.canonicalJSON.contains("The answer came from the cache") }
        #expect(flagged == [true, true, true, true, false, false])
        #expect(try second.json["usage_total"]?["tokens"] == 22)
    }

    @Test("A directory holds the cache in a file that only its owner can read; without the key in it")
    func directory() async throws {
        let place = try Workplace()
        let server = try await AnswerServer.start(in: place.folder)
        for _ in 0..<2 {
            _ = try await place.assay(Self.words(server.base, k: 2, ["--cache", "kept/"]), environment: Self.key)
        }
        #expect(server.requestCount == 2)
        #expect(try place.folder.mode("kept/responses.db") == 0o600)
        let bytes = try Data(contentsOf: URL(filePath: place.folder.file("kept/responses.db")))
        #expect(bytes.range(of: Data("4711".utf8)) == nil)
    }

    @Test("An answer that is older than --cache-ttl is asked for again")
    func expired() async throws {
        let place = try Workplace()
        let server = try await AnswerServer.start(in: place.folder)
        for ttl in ["1h", "1ms", "1h"] {
            let cache = ["--cache", "answers.db", "--cache-ttl", ttl]
            _ = try await place.assay(Self.words(server.base, k: 1, cache), environment: Self.key)
        }
        // The second took neither the first's answer nor left one that lasts.
        #expect(server.requestCount == 3)
    }

    @Test("Two servers are two caches")
    func servers() async throws {
        let place = try Workplace()
        let elsewhere = try Folder()
        let first = try await AnswerServer.start(in: place.folder)
        let second = try await AnswerServer.start(in: elsewhere)
        for server in [first, second] {
            let words = Self.words(server.base, k: 1, ["--cache", "answers.db"])
            #expect(try answers(await place.assay(words, environment: Self.key)) == ["tree 1"])
        }
        #expect(first.requestCount == 1 && second.requestCount == 1)
    }

    @Test(
        "What cannot be meant is refused before anything runs",
        arguments: [
            (["--models", "mock/a", "--cache", "c.db"], 64, "mock/…"),
            (["--models", "openai/m", "--cache-ttl", "1h"], 64, "--cache FILE|DIR"),
            (["--models", "openai/m", "--cache", "c.db", "--replay", "calls.json"], 64, "exclude each other"),
            (["--models", "ollama/m", "--cache", "c.db", "--cache-ttl", "soon"], 64, "length of time"),
            (["--models", "ollama/m", "--cache", "notes.txt"], 1, "not a database of Assay"),
        ]
    )
    func refusals(words: [String], code: Int32, text: String) async throws {
        let place = try Workplace()
        try place.folder.write("notes.txt", "this is no database, and long enough to look like one at first sight")
        try place.folder.write("calls.json", #"{"schema":"assay.cassette/1","exchanges":[]}"#)
        let result = try await place.assay(["ask", "x"] + words)
        #expect(result.code == code, "\(result.errors)")
        #expect(result.errors.contains(text), "\(result.errors)")
    }
}
