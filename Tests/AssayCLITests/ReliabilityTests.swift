import AssayCore
import Foundation
import Testing

@Suite("Retries, substitutes and keys on the command line")
struct ReliabilityTests {
    private static let retries = ["--retries", "2", "--retry-delay", "1ms"]

    @Test("An attempt that fails is made again, and show tells which")
    func retried() async throws {
        let place = try Workplace()
        let words = try Workplace.probe("fails_first") + ["--k", "2", "--stop", "never", "--out", "b.json"]
        let plain = try await place.assay(words)
        #expect(plain.code == 1)
        let result = try await place.assay(words + Self.retries)
        #expect(result.code == 0, "\(result.errors)")
        let bundle = try Value(json: place.folder.text("b.json"))
        let attempts = try #require(bundle["replicates"]?[1]?["attempts"]?.array)
        #expect(attempts.map { $0["error"]?["code"] ?? $0["failure"]?["code"] } == ["unlucky", nil])
        let shown = try await place.assay(["show", "b.json"])
        #expect(shown.output.contains("\nattempts "))
        #expect(shown.output.contains("r2 unlucky ("))
        #expect(try await place.assay(["show", "b.json"]).code == 0)
    }

    @Test("The evidence is that of a run that needed no retries, whatever options it has")
    func sameDigest() async throws {
        let place = try Workplace()
        let options = [
            "--seeds", "5,6,7", "--stop", "never", "--rounds", "eager", "--timeout", "30s", "--deadline", "60s",
            "--task",
            "a test", "--budget", "time_ms=60000", "--replicate-budget", "time_ms=50000", "--min-confidence", "0.1",
            "--json",
        ]
        let plain = try await place.assay(Workplace.kmeans + options)
        let reliable = try await place.assay(Workplace.kmeans + options + Self.retries)
        #expect(plain.code == reliable.code)
        #expect(try plain.json["digest"]?.string == reliable.json["digest"]?.string)
        #expect(try reliable.json["meta"]?["task"] == "a test")
    }

    @Test("A declared substitute answers, and the bundle says for whom")
    func fallback() async throws {
        let place = try Workplace()
        let spare = try CPlugin(name: "spare").build(in: place.folder)
        let words = try Workplace.probe("fail") + ["--plugin", spare, "--fallback", "spare", "--json", "--k", "2"]
        let result = try await place.assay(words)
        #expect(result.code == 0, "\(result.errors)")
        #expect(try result.json["outcome"] == "degraded")
        #expect(try result.json["meta"]?["tool"]?["name"] == "spare")
    }

    @Test("A breaker asks a tool that fails no more")
    func breaker() async throws {
        let place = try Workplace()
        let words = try Workplace.probe("fails_first") + ["--k", "6", "--stop", "never", "--max-parallel", "1"]
        let result = try await place.assay(words + ["--breaker", "2"])
        #expect(result.code == 1)
        #expect(result.output.contains("breaker_open"))
        #expect(place.probeCalls == 2)
    }

    @Test("One key runs one call; the same call is replayed, another is a conflict")
    func key() async throws {
        let place = try Workplace()
        let keyed = ["--idempotency-key", "order-7", "--store", "runs.db", "--k", "2", "--json"]
        let first = try await place.assay(Workplace.probe("answer") + keyed)
        #expect(first.code == 0, "\(first.errors)")
        let calls = place.probeCalls
        let second = try await place.assay(Workplace.probe("answer") + keyed)
        #expect(second.code == 0)
        #expect(second.output == first.output)
        #expect(second.errors.contains("the call of this key was made before"))
        #expect(place.probeCalls == calls)
        let other = try await place.assay(Workplace.probe("coin") + keyed)
        #expect(other.code == 2)
        #expect(try other.json["error"]?["code"] == "idempotency_conflict")
        #expect(!other.errors.contains("order-7"))
        #expect(place.probeCalls == calls)
    }

    @Test("A side effect is tried again under a key that its plugin takes, and not without")
    func keyedPlugin() async throws {
        let place = try Workplace()
        let plugin = CPlugin(
            name: "order",
            fields: ".flags = ASSAY_TOOL_SIDE_EFFECTS, .get_extension = find",
            declarations: #"""
                static int32_t keyed(const assay_tool *self, const assay_call *call, assay_text key) {
                    char text[600];
                    (void)self;
                    if (call->attempt == 1) {
                        call->set_error(call, assay_text_of("unlucky"), assay_text_of("not yet"), 1);
                        return 1;
                    }
                    int size = snprintf(text, sizeof text, "{\"key\":\"%.*s\"}", (int)key.size, key.bytes);
                    return call->write_output(call, text, (uint64_t)size);
                }
                static const assay_tool_idempotency table = {sizeof(assay_tool_idempotency), 0, keyed};
                static const void *find(const assay_tool *self, const char *id) {
                    (void)self;
                    return strcmp(id, ASSAY_EXT_IDEMPOTENCY) == 0 ? &table : NULL;
                }
                """#
        )
        let path = try plugin.build(in: place.folder)
        let words = ["run", "order", "--plugin", path, "--request", "{}", "--json"] + Self.retries
        let keyed = try await place.assay(words + ["--idempotency-key", "o-7", "--store", "runs.db"])
        #expect(keyed.code == 0, "\(keyed.errors)")
        let first = try keyed.json["replicates"]?[0]
        #expect(first?["data"]?["key"] == "o-7:order:r1")
        #expect(first?["attempts"]?.array?.count == 2)
        let tools = try await place.assay(["tools", "--plugin", path])
        #expect(tools.output.contains("order 1.0.0  [side_effects, idempotency_keys]"))
    }

    @Test("A run with retries is recorded, and ends on a signal with what was answered")
    func interrupted() async throws {
        let place = try Workplace()
        let words = try Workplace.probe("answer_twice_then_sleep") + Self.retries
        let result = try await place.assay(
            words + ["--k", "6", "--stop", "never", "--max-parallel", "1", "--events", "-", "--store", "runs.db"],
            interference: .signals([SIGINT], afterEach: #""replicate":"r3","seed""#)
        )
        #expect(result.code == 130, "\(result.errors)")
        let list = try await place.assay(["runs", "list", "--store", "runs.db", "--json"])
        #expect(try list.json[0]?["outcome"] == "partial")
        #expect(try list.json[0]?["tool"] == "probe")
    }

    @Test(
        "Options that make no sense are refused before anything runs",
        arguments: [
            (["--idempotency-key", "k"], 64, "--idempotency-key needs --store FILE"),
            (["--resolve"], 64, "--resolve belongs to --idempotency-key"),
            (["--retries", "101"], 64, "max_retries must be from 0 to 100"),
            (["--retries", "many"], 64, "--retries must be a whole number"),
            (["--breaker", "-1"], 64, "failure_threshold must be from 1"),
        ] as [([String], Int32, String)]
    )
    func mistakes(words: [String], code: Int32, message: String) async throws {
        let place = try Workplace()
        let result = try await place.assay(Workplace.probe("answer") + words)
        #expect(result.code == code)
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(place.probeCalls == 0)
    }

    @Test("A substitute without a tool to stand in for is refused, and a key that is free has nothing to resolve")
    func loose() async throws {
        let place = try Workplace()
        let none = try await place.assay(["run", "--request", "{}", "--fallback", "kmeans"])
        #expect(none.code == 64)
        #expect(none.errors.contains("--fallback needs TOOL"))
        let keyed = ["--idempotency-key", "order-8", "--resolve", "--store", "runs.db"]
        let resolved = try await place.assay(Workplace.probe("answer") + keyed)
        #expect(resolved.code == 0)
        #expect(resolved.errors.contains("nothing to resolve"))
    }
}
