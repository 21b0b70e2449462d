import AssayCore
import AssayEngine
import AssayTesting
import Testing

@Suite("Secrets and user data")
struct SecrecyTests {
    /// Awkward shapes of secrets, each with letters found nowhere else.
    static let canaries: [String] = (0..<64).map { place in
        let core = "cAnArY\(place)qZ"
        return [
            core, "sk-live-\(core)", "\(core)+/==", "a%20\(core)", "\"\(core)\"", "\(core)\n", "{\(core)}",
            "\(core)\\u0041",
        ][place % 8]
    }

    /// A text as it is, in JSON, in base64, in hexadecimal, percent-encoded and without its surroundings.
    static func encodings(_ secret: String) -> [String] {
        let bytes = Array(secret.utf8)
        let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let percent = bytes.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
        let json = Value.string(secret).canonicalJSON.dropFirst().dropLast()
        return [secret, String(json), base64(bytes), hex, percent, "cAnArY"]
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        return stride(from: 0, to: bytes.count - bytes.count % 3, by: 3).map { place in
            let word = Int(bytes[place]) << 16 | Int(bytes[place + 1]) << 8 | Int(bytes[place + 2])
            return String([18, 12, 6, 0].map { letters[word >> $0 & 63] })
        }.joined()
    }

    private static func requireSilence(_ artefacts: [String], about secret: String, _ what: String) {
        for artefact in artefacts {
            for encoding in encodings(secret) where artefact.contains(encoding) {
                Issue.record("\(what) shows a secret: \(artefact.prefix(200))")
            }
        }
    }

    @Test(
        "Nothing of requests, options, metadata or keys is in events or error texts, whatever goes wrong",
        arguments: 0..<64
    )
    func canaries(place: Int) async throws {
        let secret = Self.canaries[place]
        let clock = ManualClock()
        let schema: Value = [
            "type": "object", "properties": ["n": ["type": "integer"], "s": ["maxLength": 2, "pattern": "^x"]],
        ]
        let tool = ScriptedTool(ToolDescriptor(name: "t", inputSchema: schema, flags: .concurrent)) { call in
            if call.replicate == 0 { throw Oops(text: secret) }
            if call.replicate == 1 { throw AssayError(.timeout, "late", isRetryable: true) }
            return ToolResult(["ok": true])
        }
        let log = EventList()
        let orchestrator = try Reliable.orchestrator([tool], clock: clock)
        let config = OrchestrationConfig(
            metadata: ["m": .string(secret)],
            requestID: secret,
            observer: { log.append($0) },
            idempotencyKey: "key-\(place)-\(secret)"
        )
        let options: Object = ["k": 3, "stop": "never", "api_key": .string(secret)]
        var texts: [String] = []
        for request in [["x": .string(secret)], ["n": .string(secret)], ["s": .string(secret)]] as [Value] {
            do {
                let output = try await clock.passing {
                    try await orchestrator.run(request: request, toolName: "t", toolOptions: options, options: config)
                }
                texts += [output.explanation] + output.errors.map { $0.description }
            } catch {
                texts.append("\(error)")
            }
        }
        for bad: Object in [["k": .string(secret)], ["stop": .string(secret)], ["epsilon": .string(secret)]] {
            do {
                _ = try await orchestrator.run(request: [:], toolName: "t", toolOptions: bad)
            } catch {
                texts.append("\(error)")
            }
        }
        do {
            _ = try await orchestrator.run(request: [:], toolName: secret)
        } catch {
            texts.append("\(error)")
        }
        #expect(texts.count >= 6 && !log.all.isEmpty)
        Self.requireSilence(texts, about: secret, "an error")
        Self.requireSilence(log.all.map(\.encoded.canonicalJSON), about: secret, "an event")
    }

    private struct Oops: Error {
        let text: String
    }

    @Test("A bundle holds the request's text only where it may", arguments: [true, false])
    func keepsRequest(keeps: Bool) async throws {
        let context = RunContext(keepsRequest: keeps)
        let run = try Engine().start(Fixtures.constant, request: ["x": "cAnArY"], context: context)
        #expect(try await run.output.bundle.json.contains("cAnArY") == keeps)
    }

    @Test("A redactor rewrites every event before the log and the observer see it (S3-10)")
    func redactor() async throws {
        let log = EventList()
        let tool = ScriptedTool(ToolDescriptor(name: "talker", flags: .concurrent)) { call in
            call.signal(.custom(name: "note", data: "cAnArY"))
            call.signal(.warning("about cAnArY"))
            throw AssayError(.toolFailed, "cAnArY is wrong")
        }
        let context = RunContext(
            observer: { log.append($0) },
            redactor: { kind in
                switch kind {
                case .tool(let replicate, let name, _): .tool(replicate: replicate, name: name, data: nil)
                case .warning(_, let replicate): .warning(message: "removed", replicate: replicate)
                case .error(let error, let replicate):
                    .error(AssayError(error.code, "removed", isRetryable: error.isRetryable), replicate: replicate)
                default: kind
                }
            }
        )
        let run = try Engine().start(tool, request: [:], options: BundleOptions(k: 2), context: context)
        let events = await Fixtures.events(of: run)
        #expect(events.map(\.encoded) == log.all.map(\.encoded))
        #expect(!events.contains { $0.encoded.canonicalJSON.contains("cAnArY") })
        #expect(events.filter { $0.name == "tool_event" }.count == 2)
        #expect(events.last?.name == "bundle_ready")
    }

    @Test("A redactor that hides the end of a run does not keep it open")
    func redactedEnd() async throws {
        let context = RunContext(redactor: { _ in .warning(message: "removed", replicate: nil) })
        let run = try Engine().start(Fixtures.constant, request: [:], options: BundleOptions(k: 2), context: context)
        let events = await Fixtures.events(of: run)
        #expect(Set(events.map(\.name)) == ["warning"])
        #expect(try await run.output.status == .complete)
    }
}
