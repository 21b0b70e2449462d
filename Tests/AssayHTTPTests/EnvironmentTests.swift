import AssayCore
import AssayHTTP
import Foundation
import Testing

@Suite("A client and its environment")
struct EnvironmentTests {
    @Test("Proxies and passwords of the environment are ignored")
    func ignored() async {
        await #expect(processExitsWith: .success) {
            let proxy = try await HostileServer.start()
            let server = try await HostileServer.start()
            let folder = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            try "default login user password canary".write(
                to: folder.appending(path: ".netrc"),
                atomically: true,
                encoding: .utf8
            )
            setenv("HOME", folder.path, 1)
            for name in ["http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"] {
                setenv(name, proxy.url(""), 1)
            }
            let response = try await HTTPClient().send(server.request("echo"))
            precondition(response.status == 200)
            precondition(!response.text.lowercased().contains("authorization"))
            _ = try? await HTTPClient().send(HTTPRequest("GET", "https://nowhere.invalid/"))
            let connections = try await proxy.count("connections")
            precondition(connections == 1, "the one that asks")
        }
    }

    @Test("A server that closes early raises no signal")
    func signals() async {
        await #expect(processExitsWith: .success) {
            signal(SIGPIPE, SIG_DFL)
            let server = try await HostileServer.start()
            let client = try HTTPClient()
            for _ in 0..<20 {
                // Closed by the server while the client still writes.
                let request = HTTPRequest("POST", server.url("cut/0"), body: [UInt8](repeating: 0, count: 4 << 20))
                _ = try? await client.send(request)
            }
        }
    }
}
