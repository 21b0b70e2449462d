import Foundation
import Testing

/// A web server that speaks HTTP/2, which answers with the protocol and the number of the connection.
final class Nginx: Sendable {
    static let isInstalled = FileManager.default.isExecutableFile(atPath: program)
    static let largeByteCount = 8 << 20
    private static let program = "/usr/sbin/nginx"

    let certificate: Certificate
    let port: Int
    private let process: pid_t
    private let folder: URL

    init() async throws {
        certificate = try Certificate(for: "IP:127.0.0.1")
        // A port that was free a moment ago: this server cannot choose one.
        port = try await HostileServer.start().port
        folder = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // Served as /large.
        try Data(count: Self.largeByteCount).write(to: folder.appending(path: "large"))
        let file = folder.appending(path: "nginx.conf")
        try Self.configuration(port, certificate, folder.path).write(to: file, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(filePath: Self.program)
        process.arguments = ["-p", folder.path, "-c", file.path, "-e", folder.appending(path: "error.log").path]
        try process.run()
        self.process = process.processIdentifier
    }

    deinit {
        kill(process, SIGKILL)
        try? FileManager.default.removeItem(at: folder)
    }

    func url(_ path: String) -> String { "https://127.0.0.1:\(port)/\(path)" }

    private static func configuration(_ port: Int, _ certificate: Certificate, _ folder: String) -> String {
        """
        daemon off; master_process off; pid \(folder)/pid;
        events { worker_connections 1024; }
        http {
            access_log off; client_body_temp_path \(folder)/body;
            server {
                listen 127.0.0.1:\(port) ssl http2;
                ssl_certificate \(certificate.path); ssl_certificate_key \(certificate.keyPath);
                location /who { return 200 "$server_protocol $connection"; }
                location /large { root \(folder); }
            }
        }
        """
    }
}
