import AssayCore
import AssayHTTP
import Foundation

/// What a server does, and what has to come of it.
struct HostileCase: Sendable {
    let path: String
    /// The codes of which one is right; empty where the response is one.
    let codes: Set<AssayError.Code>
    /// Short ones only where a time limit has to pass: the machine may be busy.
    let limits: HTTPLimits
    /// Whether the body is read as server-sent events.
    var isStream = false

    init(_ path: String, _ codes: AssayError.Code..., stream: Bool = false) {
        self.path = path
        self.codes = Set(codes)
        let isTimed = codes.contains { [.httpFirstByteTimeout, .httpIdleTimeout, .httpTotalTimeout].contains($0) }
        limits = isTimed ? .hostile : .patient
        isStream = stream
    }

    /// Does it.
    ///
    /// - Returns: what is wrong with how it went; nil for nothing.
    func run(_ client: HTTPClient, _ server: HostileServer) async -> String? {
        do throws(AssayError) {
            let request = server.request(path, limits: limits)
            if isStream {
                let most = ServerSentEventLimits(maxEventBytes: 1 << 20, maxEvents: 1000)
                var parser = ServerSentEventParser(limits: most)
                for try await piece in try await client.stream(request) { _ = try parser.feed(piece) }
            } else {
                _ = try await client.send(request)
            }
            return codes.isEmpty ? nil : "it succeeded"
        } catch {
            guard codes.contains(error.code) else { return "\(error)" }
            return error.message.utf8.count < 300 ? nil : "a message of \(error.message.utf8.count) bytes"
        }
    }

    /// Everything servers do wrong, apart from what needs a certificate.
    static let all: [HostileCase] = [
        HostileCase("hang", .httpFirstByteTimeout),
        HostileCase("hang/body", .httpIdleTimeout),
        HostileCase("slow-head", .httpFirstByteTimeout),
        HostileCase("drip", .httpTotalTimeout),
        HostileCase("cut/0", .httpInterrupted),
        HostileCase("cut/20", .httpInterrupted, .httpProtocol),
        HostileCase("cut/70", .httpInterrupted),
        HostileCase("reset", .httpInterrupted),
        HostileCase("overflow", .httpInterrupted, .httpProtocol),
        HostileCase("two-lengths", .httpProtocol),
        HostileCase("nonsense", .httpProtocol),
        HostileCase("bad-gzip", .httpProtocol),
        // libcurl does not notice that a packed body lacks its end; whoever reads JSON or events does.
        HostileCase("cut-gzip"),
        HostileCase("bomb/64", .httpTooLarge),
        HostileCase("doubly-packed", .httpTooLarge),
        HostileCase("often-packed", .httpProtocol),
        HostileCase("endless", .httpTooLarge),
        HostileCase("endless-head", .httpTooLarge),
        HostileCase("endless-line", .httpTooLarge),
        HostileCase("endless-trailer", .httpTooLarge, .httpProtocol),
        HostileCase("endless-extension", .httpProtocol, .httpIdleTimeout, .httpTooLarge),
        HostileCase("interim", .httpTooLarge),
        HostileCase("huge-field/200000", .httpTooLarge),
        HostileCase("endless-event", .httpTooLarge, stream: true),
        HostileCase("many-events", .httpTooLarge, stream: true),
        HostileCase("comments", .httpTooLarge, stream: true),
        HostileCase("page-of/4", .httpTooLarge),
        HostileCase("raw-closed/empty", .httpInterrupted),
        HostileCase("raw/no-status", .httpProtocol, .httpFirstByteTimeout),
        HostileCase("raw/low-status", .httpProtocol),
        HostileCase("raw/high-status", .httpProtocol),
        HostileCase("raw/switch", .httpProtocol, .httpFirstByteTimeout, .httpIdleTimeout),
        HostileCase("raw/negative-length", .httpProtocol),
        HostileCase("raw/word-length", .httpProtocol),
        HostileCase("raw/huge-length", .httpProtocol, .httpTooLarge, .httpIdleTimeout),
        // Its first letter is a hexadecimal digit.
        HostileCase("raw/chunk-word", .httpProtocol, .httpIdleTimeout),
        HostileCase("raw/chunk-negative", .httpProtocol, .httpInterrupted),
        HostileCase("raw/chunk-too-long", .httpProtocol, .httpInterrupted),
        HostileCase("raw/unknown-coding", .httpProtocol),
        HostileCase("raw/unknown-packing", .httpProtocol),
        HostileCase("raw/nul-in-head", .httpProtocol),
        HostileCase("raw/other-protocol", .httpProtocol, .httpFirstByteTimeout, .httpInterrupted),
        HostileCase("redirect?to=http://127.0.0.1:1/"),
        HostileCase("redirect?to=file:///etc/passwd"),
        HostileCase("wait-then?1e9"),
        HostileCase("wait-then?-1"),
        HostileCase("wait-then?NaN"),
        HostileCase("too-long"),
        HostileCase("page"),
    ]
}

extension HTTPLimits {
    /// Limits under which nothing is held but 1 MiB.
    static let patient = HTTPLimits(
        connect: .seconds(30),
        firstByte: .seconds(30),
        idle: .seconds(30),
        total: .seconds(60),
        maxBodyBytes: 1 << 20
    )

    /// The same, where servers do not go on.
    static let hostile = HTTPLimits(
        connect: .seconds(30),
        firstByte: .milliseconds(800),
        idle: .milliseconds(800),
        total: .seconds(3),
        maxBodyBytes: 1 << 20
    )
}
