import AssayHTTP
import Foundation
import Testing

/// A server that speaks one version of TLS only, with a certificate that an authority of its own has signed.
final class VersionedServer: Sendable {
    let port: Int
    private let folder: URL
    private let process: pid_t

    /// The certificate of the authority.
    var authority: String { folder.appending(path: "authority.pem").path }

    /// Starts a server.
    ///
    /// - Parameter version: The version as OpenSSL spells it, such as `tls1_2`.
    /// - Throws: what keeps it from starting.
    init(_ version: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        func file(_ name: String) -> String { [folder.path, name].joined(separator: "/") }
        let new = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
        _ = try Self.openssl(
            new + ["-subj", "/CN=authority", "-keyout", file("authority.key"), "-out", file("authority.pem")]
        )
        _ = try Self.openssl(
            new + [
                "-subj", "/CN=server", "-addext", "subjectAltName=IP:127.0.0.1",
                "-addext", "basicConstraints=critical,CA:FALSE", "-CA", file("authority.pem"),
                "-CAkey", file("authority.key"), "-keyout", file("server.key"), "-out", file("server.pem"),
            ]
        )
        let output = Pipe()
        let server = Self.command(
            // Old versions need algorithms that are refused unless somebody asks for them.
            [
                "s_server", "-accept", "127.0.0.1:0", "-cert", file("server.pem"), "-key", file("server.key"), "-www",
                "-\(version)", "-cipher", "ALL:@SECLEVEL=0",
            ]
        )
        server.standardOutput = output
        try server.run()
        self.folder = folder
        process = server.processIdentifier
        do {
            port = try await Self.port(in: output.fileHandleForReading)
        } catch {
            kill(server.processIdentifier, SIGKILL)
            throw error
        }
    }

    deinit {
        kill(process, SIGKILL)
        try? FileManager.default.removeItem(at: folder)
    }

    var request: HTTPRequest { HTTPRequest("GET", "https://127.0.0.1:\(port)/", limits: .test) }

    /// Whether a client that takes whatever it is offered comes to an agreement.
    func answers(_ version: String) async throws -> Bool {
        let words = ["s_client", "-connect", "127.0.0.1:\(port)", "-\(version)", "-cipher", "ALL:@SECLEVEL=0"]
        let text = try await withCheckedThrowingContinuation { done in
            Thread { done.resume(with: Result { try Self.openssl(words, isChecked: false) }) }.start()
        }
        return text.contains("New, TLSv1")
    }

    private static func openssl(_ words: [String], isChecked: Bool = true) throws -> String {
        let (process, output) = (command(words), Pipe())
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        if isChecked { try #require(process.terminationStatus == 0) }
        return String(decoding: text, as: UTF8.self)
    }

    private static func command(_ words: [String]) -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + words
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        return process
    }

    /// Waits for the line that says where the server listens.
    private static func port(in output: FileHandle) async throws -> Int {
        let text = await withCheckedContinuation { done in
            Thread {
                var text = ""
                while !text.contains(/ACCEPT .*:\d+\n/) {
                    let piece = output.availableData
                    if piece.isEmpty { break }
                    text += String(decoding: piece, as: UTF8.self)
                }
                done.resume(returning: text)
            }.start()
        }
        let match = try #require(text.firstMatch(of: /ACCEPT .*:(\d+)\n/), "the server did not start")
        return try #require(Int(match.1))
    }
}
