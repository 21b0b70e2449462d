import AssayCore
import Testing

@Suite("Events of a run")
struct EventTests {
    @Test("An event file names its format first, numbers its events without a gap and ends with the bundle (S3-34)")
    func file() async throws {
        let place = try Workplace()
        let result = try await place.assay(Workplace.kmeans + ["--k", "6", "--events", "e.jsonl", "--json"])
        let lines = try place.folder.text("e.jsonl").jsonLines
        #expect(lines[0] == ["schema": "assay.events/1"])
        let events = lines.dropFirst()
        #expect(events.compactMap { $0["sequence"]?.int64 } == Array(0..<Int64(events.count)))
        #expect(events.first?["event"] == "tool_started")
        #expect(events.last?["event"] == "bundle_ready")
        #expect(events.last?["data"]?["digest"] == (try result.json["digest"]))
        for name in ["replicate_started", "replicate_done"] {
            #expect(events.count { $0["event"] == .string(name) } == 6)
        }
        #expect(events.contains { $0["event"] == "partial_summary" })
        let runs = Set(events.compactMap { $0["run_id"]?.string })
        #expect(runs == [try #require(try result.json["execution"]?["run_id"]?.string)])
    }

    @Test("Events on stdout are all there is on stdout; the table goes to stderr, unless quiet")
    func stdout() async throws {
        let place = try Workplace()
        let result = try await place.assay(Workplace.kmeans + ["--events", "-"])
        #expect(result.code == 0)
        #expect(try result.lines.first == ["schema": "assay.events/1"])
        #expect(try result.lines.last?["event"] == "bundle_ready")
        #expect(result.errors.contains("consensus"))
        let quiet = try await place.assay(Workplace.kmeans + ["--events", "-", "--quiet"])
        #expect(quiet.errors.isEmpty)
        #expect(try quiet.lines.last?["event"] == "bundle_ready")
    }

    @Test("Events on stdout and a document on stdout exclude each other")
    func stdoutTwice() async throws {
        let result = try await Workplace().assay(Workplace.kmeans + ["--events", "-", "--json"])
        #expect(result.code == 64)
        #expect(result.errors.contains("--events - and --json both want stdout"))
        #expect(try result.json["error"]?["code"] == "usage")
    }

    @Test("A failure, a warning and a timeout of one replicate are events that name it")
    func failures() async throws {
        let place = try Workplace()
        let words = ["--events", "-", "--quiet", "--stop", "never"]
        let flaky = try await place.assay(Workplace.probe("flaky") + words).lines
        let error = try #require(flaky.first { $0["event"] == "error" })
        #expect(error["data"]?["code"] == "unlucky")
        #expect(error["data"]?["replicate"] == "r2")
        let warning = try await place.assay(Workplace.probe("warn") + words).lines.first { $0["event"] == "warning" }
        #expect(warning?["data"]?["replicate"]?.string != nil)
        let timeout = try await place.assay(Workplace.probe("sleep") + words + ["--k", "1", "--timeout", "20ms"])
        #expect(try timeout.lines.first { $0["event"] == "timeout" }?["data"]?["replicate"] == "r1")
    }

    @Test("A trace is continued from TRACEPARENT, and an invalid one is ignored (S3-18)")
    func traceParent() async throws {
        let place = try Workplace()
        let trace = "0af7651916cd43dd8448eb211c80319c"
        func used(_ header: String) async throws -> String {
            let words = try Workplace.probe("ok") + ["--events", "-", "--quiet", "--k", "1"]
            let lines = try await place.assay(words, environment: ["TRACEPARENT": header]).lines
            let traces = Set(lines.dropFirst().compactMap { $0["trace_id"]?.string })
            #expect(traces.count == 1)
            return traces.first ?? ""
        }
        #expect(try await used("00-\(trace)-b7ad6b7169203331-01") == trace)
        for header in [
            "00-\(trace)-b7ad6b7169203331", "ff-\(trace)-b7ad6b7169203331-01", "00-\(trace)-0000000000000000-01",
            "rubbish",
            "00-\(trace.uppercased())-b7ad6b7169203331-01",
            "00-\(String(repeating: "0", count: 32))-b7ad6b7169203331-01", "",
        ] {
            let id = try await used(header)
            #expect(id != trace && id.count == 32)
        }
    }
}
