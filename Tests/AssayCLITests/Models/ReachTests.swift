import AssayCore
import Foundation
import Testing

@Suite("Servers in a network of one's own")
struct ReachTests {
    private static let ask = ["ask", "Name a tree.", "--models", "openai/m", "--k", "2", "--stop", "never", "--json"]

    @Test(
        "A server without encryption on another machine is asked where --allow-http says so, and else that is said first"
    )
    func plainHTTP() async throws {
        let host = try #require(Self.ownAddress(), "this machine has no address but that of loopback")
        let place = try Workplace()
        let server = try await AnswerServer.start(in: place.folder, at: host)
        let key = ["OPENAI_API_KEY": "sk-4711"]
        let words = Self.ask + ["--base-url", server.base]
        let refused = try await place.assay(words, environment: key)
        #expect(refused.code == 64)
        #expect(refused.errors.contains("is not encrypted") && refused.errors.contains("--allow-http"))
        #expect(server.requestCount == 0)
        let asked = try await place.assay(words + ["--allow-http", "--out", "b.json"], environment: key)
        #expect(asked.errors.isEmpty && server.requestCount == 2)
        let again = ["verify", "b.json", "--base-url", server.base, "--allow-http", "--json"]
        _ = try await place.assay(again, environment: key)
        #expect(server.requestCount == 4)
        let environment = key.merging(["OPENAI_BASE_URL": server.base]) { $1 }
        for words in [["models", "--check"], ["route", "hi", "--check"]] {
            let found = try await place.assay(words + ["--allow-http"], environment: environment)
            #expect(found.code == 0, "\(found.errors)")
        }
    }

    @Test("A server with a certificate of one's own is trusted where --ca-file names it, and only there")
    func certificate() async throws {
        let place = try Workplace()
        let line = """
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test \
            -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out ca.pem && cat key.pem ca.pem > both.pem
            """
        #expect(try await place.shell(line).code == 0)
        let server = try await AnswerServer.start(in: place.folder, certificate: place.folder.file("both.pem"))
        let words = Self.ask + ["--base-url", server.base]
        let key = ["OPENAI_API_KEY": "sk-4711"]
        let refused = try await place.assay(words, environment: key)
        #expect(refused.code == 1 && refused.output.contains("no secure connection") && server.requestCount == 0)
        let asked = try await place.assay(words + ["--ca-file", "ca.pem"], environment: key)
        #expect(asked.errors.isEmpty && server.requestCount == 2)
        let environment = key.merging(["OPENAI_BASE_URL": server.base]) { $1 }
        let checked = try await place.assay(["models", "--check", "--ca-file", "ca.pem"], environment: environment)
        #expect(checked.output.contains(/openai +ready +OPENAI_API_KEY is accepted/))
    }

    @Test(
        "A file that holds no certificate is refused before anything is asked",
        arguments: [("none.pem", 2, "none.pem"), ("key.txt", 64, "PEM")]
    )
    func noCertificate(_ name: String, _ code: Int32, _ text: String) async throws {
        let place = try Workplace()
        try place.folder.write("key.txt", "sk-4711")
        let result = try await place.assay(Self.ask + ["--ca-file", name], environment: ["OPENAI_API_KEY": "x"])
        #expect(result.code == code && result.errors.contains(text), "\(result.errors)")
        #expect(!result.errors.contains("4711"))
    }

    /// An IPv4 address of this machine that is not of loopback.
    private static func ownAddress() -> String? {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return nil }
        defer { freeifaddrs(first) }
        for entry in sequence(first: first, next: { $0?.pointee.ifa_next }) {
            guard let address = entry?.pointee.ifa_addr, address.pointee.sa_family == AF_INET else { continue }
            var text = [CChar](repeating: 0, count: Int(INET_ADDRSTRLEN))
            address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
                var bytes = address.pointee.sin_addr
                _ = inet_ntop(AF_INET, &bytes, &text, socklen_t(INET_ADDRSTRLEN))
            }
            let name = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            if !name.hasPrefix("127.") { return name }
        }
        return nil
    }
}
