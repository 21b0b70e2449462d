import AssayCore
import AssayHTTP
import Foundation
import Testing

/// A server in a process of its own that does what the path says; see `Server/hostile.py`.
final class HostileServer: Sendable {
    let port: Int
    private let isSecure: Bool
    private let process: pid_t
    /// The process ends when this does.
    private let input: FileHandle

    private init(_ process: Process, input: FileHandle, port: Int, isSecure: Bool) {
        self.process = process.processIdentifier
        self.input = input
        self.port = port
        self.isSecure = isSecure
    }

    deinit { kill(process, SIGKILL) }

    static func start(_ certificate: Certificate? = nil) async throws -> HostileServer {
        let input = Pipe()
        let output = Pipe()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Server/hostile.py").path
        let files = certificate.map { [$0.path, $0.keyPath] } ?? []
        process.arguments = ["PATH=/usr/bin:/bin:/usr/local/bin", "python3", "-I", "-S", script] + files
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = await withCheckedContinuation { done in
            Thread { done.resume(returning: output.fileHandleForReading.availableData) }.start()
        }
        let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        let port = try #require(Int(text), "the server did not start")
        return HostileServer(process, input: input.fileHandleForWriting, port: port, isSecure: certificate != nil)
    }

    func url(_ path: String, host: String = "127.0.0.1") -> String {
        "\(isSecure ? "https" : "http")://\(host):\(port)/\(path)"
    }

    func request(_ path: String, headers: [HTTPHeader] = [], limits: HTTPLimits = .test) -> HTTPRequest {
        HTTPRequest("GET", url(path), headers: headers, limits: limits)
    }

    /// What the server has counted: connections, requests, transfers that hang, bytes sent.
    func count(_ name: String) async throws -> Int {
        let response = try await HTTPClient().send(request("stats"))
        return Int(try #require(try Value(jsonBytes: response.body)[name]?.int64))
    }
}

extension HTTPLimits {
    /// Limits of tests: long enough for a busy machine.
    static let test = HTTPLimits(
        connect: .seconds(60),
        firstByte: .seconds(60),
        idle: .seconds(60),
        total: .seconds(120)
    )
}

/// The failure of a call that has to fail.
func failure<T>(
    of call: () async throws -> T,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws -> AssayError {
    do {
        _ = try await call()
    } catch let error as AssayError {
        return error
    }
    return try #require(nil, "nothing failed", sourceLocation: sourceLocation)
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}
