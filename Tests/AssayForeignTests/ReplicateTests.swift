import AssayCore
import AssayEngine
import AssayStatistics
import Testing

@Suite("Foreign functions under replicates")
struct ReplicateTests {
    private func bundle(_ tool: any Tool, _ request: Value, maxParallel: Int) async throws -> EvidenceBundle {
        let options = BundleOptions(k: 8, stop: NeverRule(), maxParallel: maxParallel)
        return try await Engine().start(tool, request: request, options: options).output.bundle
    }

    static let questions: [(manifest: String, tool: String, request: Value, answer: Value)] = [
        ("libm", "pow", ["x": 2, "y": 10], ["value": 1024.0]),
        ("libc", "qsort", ["values": [3, 1, 2]], ["values": [1, 2, 3]]),
        ("zlib", "crc32", ["data": "MTIzNDU2Nzg5"], ["checksum": 0xCBF4_3926]),
        ("sqlite", "sqlite-complete", ["sql": ";"], ["complete": 1]),
    ]

    @Test("All replicates agree, and the evidence is the same at any parallelism", arguments: questions.indices)
    func agreement(index: Int) async throws {
        let (manifest, name, request, answer) = Self.questions[index]
        let tool = try Manifests.tool(name, of: manifest)
        let alone = try await bundle(tool, request, maxParallel: 1)
        #expect(alone.replicates.count == 8)
        #expect(alone.replicates.allSatisfy { $0.data == answer })
        #expect(alone.summary.consensus == answer)
        #expect(try await bundle(tool, request, maxParallel: 4).digest == alone.digest)
    }

    @Test("A failure of the library is a failure of every replicate, with its cause")
    func failures() async throws {
        let tool = try Manifests.tool("uncompress", of: "zlib")
        let failed = try await bundle(tool, ["compressed": "AAAA"], maxParallel: 2)
        let reason = "uncompress: uncompress returned -3: the data is damaged"
        #expect(failed.replicates.allSatisfy { $0.failure?.code == .toolFailed && $0.failure?.message == reason })
        #expect(failed.replicates.count == 8)
    }

    @Test("A request that breaks the derived schema is refused before the function is called")
    func badRequest() async throws {
        let tool = try Manifests.tool("pow", of: "libm")
        let error = await #expect(throws: AssayError.self) {
            try await bundle(tool, ["x": 2, "y": "10"], maxParallel: 1)
        }
        #expect(error?.code == .invalidRequest)
    }
}
