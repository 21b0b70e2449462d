import AssayCore
import AssayHTTP
import Foundation
import Testing

/// Ways in which a key could reach somebody else than the server it is for.
struct CredentialCase: Sendable {
    let name: String
    let method: String
    /// The path at the server, given the addresses of the server itself and of somebody else.
    let path: @Sendable (_ own: HostileServer, _ other: HostileServer) -> String

    init(_ name: String, _ method: String = "GET", path: @escaping @Sendable (HostileServer, HostileServer) -> String) {
        self.name = name
        self.method = method
        self.path = path
    }

    /// Twelve cases; those about the environment are met by every request, because the environment is hostile throughout.
    static let all: [CredentialCase] = [
        CredentialCase("redirect to another port, 301") { "redirect-with/301?to=\($1.url("echo"))" },
        CredentialCase("redirect to another port, 302, of a POST", "POST") { "redirect-with/302?to=\($1.url("echo"))" },
        CredentialCase("redirect to another port, 303") { "redirect-with/303?to=\($1.url("echo"))" },
        CredentialCase("redirect to another port, 307, of a POST", "POST") { "redirect-with/307?to=\($1.url("echo"))" },
        CredentialCase("redirect to another port, 308, of a POST", "POST") { "redirect-with/308?to=\($1.url("echo"))" },
        CredentialCase("redirect to another name of the same machine") { own, _ in
            "redirect-with/302?to=\(own.url("echo", host: "localhost"))"
        },
        CredentialCase("redirect to a file") { _, _ in "redirect-with/302?to=file:///etc/passwd" },
        CredentialCase("redirect with a user name and password") { _, other in
            "redirect-with/302?to=http://user:word@127.0.0.1:\(other.port)/echo"
        },
        CredentialCase("use of a proxy that the server names, 305") { "redirect-with/305?to=\($1.url("echo"))" },
        CredentialCase("refresh by a header field") { "refresh?to=\($1.url("echo"))" },
        CredentialCase("proxies in the environment, in lower and upper case") { _, _ in "echo/proxy" },
        CredentialCase("passwords in .netrc, named by HOME and NETRC") { _, _ in "echo/netrc" },
    ]
}

@Suite("Keys stay with the server they are for")
struct CredentialCaseTests {
    @Test("In 12 of 12 cases of redirects, proxies and .netrc no secret leaves its origin, and none is added (B29)")
    func cases() async {
        #expect(CredentialCase.all.count == 12)
        await #expect(processExitsWith: .success) {
            let server = try await HostileServer.start()
            let other = try await HostileServer.start()
            let folder = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let netrc = folder.appending(path: ".netrc")
            let lines = "machine 127.0.0.1 login netuser password netword\ndefault login netuser password netword\n"
            try lines.write(to: netrc, atomically: true, encoding: .utf8)
            setenv("HOME", folder.path, 1)
            setenv("NETRC", netrc.path, 1)
            for name in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
                setenv(name, "http://proxyuser:proxyword@127.0.0.1:\(other.port)", 1)
            }
            setenv("no_proxy", "", 1)
            let client = try HTTPClient()
            var wrong: [String] = []
            for (number, credential) in CredentialCase.all.enumerated() {
                let request = HTTPRequest(
                    credential.method,
                    server.url(credential.path(server, other)),
                    headers: [
                        HTTPHeader("x-api-key", secret: Secret("canary-key")),
                        HTTPHeader("authorization", prefix: "Bearer ", secret: Secret("canary-token")),
                        HTTPHeader("cookie", secret: Secret("id=canary-cookie")),
                    ],
                    limits: .test
                )
                let response = try await client.send(request)
                if response.text.contains("root:") { wrong.append("\(credential.name): a file was read") }
                let sent = try await server.count("requests")
                // With those that asked for the count.
                if sent != 2 * (number + 1) { wrong.append("\(credential.name): \(sent) requests") }
                if response.text.hasPrefix("{") {
                    if response.text.contains("Basic ") || response.text.contains("netuser") {
                        wrong.append("\(credential.name): a password was added")
                    }
                    if !response.text.contains("canary-token") { wrong.append("\(credential.name): no key arrived") }
                }
            }
            // The only one that ever spoke to the other server is who asks now.
            let connections = try await other.count("connections")
            if connections != 1 { wrong.append("\(connections) connections to somebody else") }
            precondition(wrong.isEmpty, wrong.joined(separator: "\n"))
        }
    }
}
