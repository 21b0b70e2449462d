import Assay
import Foundation
import TestSupport
import Testing

@Suite("The same evidence in process and in workers", .offPool)
struct LawOneTests {
    private static let requests: [(product: String, tool: String, file: String)] = [
        ("kmeans", "kmeans", "kmeans"), ("annealing", "annealing", "annealing"),
        ("bootstrap", "bootstrap", "bootstrap"), ("bootstrap", "bootstrap-regression", "bootstrap-regression"),
    ]

    private func bundle(
        _ path: String,
        _ tool: String,
        _ request: Value,
        _ isolation: Isolation,
        k: Int
    ) async throws -> EvidenceBundle {
        let client = AssayClient()
        _ = try await client.loadPlugins(from: path, isolation: isolation)
        let options = BundleOptions(k: k, stop: NeverRule(), maxParallel: 4)
        return try await client.run(request: request, tool: tool, bundle: options).output.bundle
    }

    private func copy(_ product: String, _ folder: Folder) throws -> String {
        let path = folder.file("lib\(product).so")
        try FileManager.default.copyItem(atPath: Package.product("lib\(product).so"), toPath: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    /// An example request, with the path of its data made absolute.
    private func request(_ name: String) throws -> Value {
        let text = try String(contentsOfFile: Package.path("Examples/Requests/\(name).json"), encoding: .utf8)
        var request = try #require(try Value(json: text).object)
        request["csv"] = .string(Package.path(try #require(request["csv"]?.string)))
        return .object(request)
    }

    @Test("Bundled plugins, call by call and in batches", arguments: 0..<4, [6, 200])
    func bundled(place: Int, k: Int) async throws {
        let (product, tool, file) = Self.requests[place]
        // Only the statistical plugins are quick enough for many replicates in a debug build.
        let k = product == "bootstrap" ? k : min(k, 6)
        let folder = try Folder()
        let path = try copy(product, folder)
        let request = try request(file)
        var options = WorkerOptions.test
        options.readable = [Package.path("Examples")]
        let inside = try await bundle(path, tool, request, .inProcess, k: k)
        let isolated = try await bundle(path, tool, request, .worker(options), k: k)
        #expect(inside.replicates.allSatisfy { $0.failure == nil })
        #expect(isolated.digest == inside.digest)
        #expect(isolated.execution.executor == "worker")
        #expect(isolated.execution.sandbox == "on")
        #expect(inside.execution.executor == "in_process")
        #expect(inside.execution.sandbox == nil)
    }

    @Test("A plugin that fails, warns and spends at some seeds")
    func failures() async throws {
        let folder = try Folder()
        let path = try Sample(
            invoke: #"""
                const assay_host_usage *usage = the_host->get_extension(the_host, ASSAY_EXT_USAGE);
                assay_usage used = {sizeof used, ASSAY_USAGE_TOKENS, (int64_t)call->seed, 0, 0};
                usage->report(call, &used);
                printf("noise\n");
                if (call->seed % 3 == 0) call->emit(call, assay_text_of("warning"), assay_text_of("\"odd\""));
                if (call->seed % 5 == 0) { ANSWER("{oops"); return 0; }
                if (call->seed % 7 == 0) {
                    call->set_error(call, assay_text_of("unlucky"), assay_text_of("no luck"), 1);
                    return 1;
                }
                ANSWER("{\"a\":1.0,\"b\":-0.0,\"c\":1e300,\"d\":18446744073709551615,\"e\":\"\u00e9\"}");
                return 0;
                """#
        ).build(in: folder)
        let inside = try await bundle(path, "sample", ["x": -0.0], .inProcess, k: 40)
        let isolated = try await bundle(path, "sample", ["x": -0.0], .worker(.test), k: 40)
        #expect(isolated.digest == inside.digest)
        #expect(isolated.replicates.contains { $0.failure?.code == AssayError.Code(rawValue: "unlucky") })
        #expect(isolated.replicates.map(\.quality.warnings) == inside.replicates.map(\.quality.warnings))
        #expect(isolated.replicates.map(\.usage) == inside.replicates.map(\.usage))
    }

    @Test("A plugin that keeps state in one place answers 64 replicates right")
    func notThreadSafe() async throws {
        let folder = try Folder()
        let path = try Compiler.library(
            Package.path("Tests/AssayWorkerTests/Broken/41-not-thread-safe.c"),
            to: folder.file("lib41.so")
        )
        let isolated = try await bundle(path, "broken", [:], .worker(.test), k: 64)
        for replicate in isolated.replicates { #expect(replicate.data?["seed"]?.uint64 == replicate.seed) }
    }

    @Test("A crash costs its replicate and no other")
    func crash() async throws {
        let folder = try Folder()
        let path = try Sample(
            invoke: #"""
                if (call->replicate == 1) exit(0);
                if (call->replicate == 4) *(volatile int *)8 = 1;
                ANSWER("{\"value\":1}");
                return 0;
                """#
        ).build(in: folder)
        let isolated = try await bundle(path, "sample", [:], .worker(.test), k: 8)
        #expect(isolated.replicates[1].failure?.code == .pluginExited)
        #expect(isolated.replicates[4].failure?.code == .pluginCrashed)
        #expect(isolated.replicates.filter { $0.failure == nil }.count == 6)
        #expect(isolated.outcome == .partial)
    }
}
