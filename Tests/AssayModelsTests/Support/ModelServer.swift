import Foundation
import Testing

/// A server in a process of its own that plays the recordings; see `Server/models.py`.
final class ModelServer: Sendable {
    let port: Int
    private let process: pid_t
    /// The process ends when this does.
    private let input: FileHandle

    private init(_ process: Process, input: FileHandle, port: Int) {
        self.process = process.processIdentifier
        self.input = input
        self.port = port
    }

    deinit { kill(process, SIGKILL) }

    static func start() async throws -> ModelServer {
        let input = Pipe()
        let output = Pipe()
        let process = Process()
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "..")
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "PATH=/usr/bin:/bin:/usr/local/bin", "python3", "-I", "-S", folder.appending(path: "Server/models.py").path,
            folder.appending(path: "Fixtures").path,
        ]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = await withCheckedContinuation { done in
            Thread { done.resume(returning: output.fileHandleForReading.availableData) }.start()
        }
        let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        let port = try #require(Int(text), "the server did not start")
        return ModelServer(process, input: input.fileHandleForWriting, port: port)
    }

    func base(_ path: String) -> String { "http://127.0.0.1:\(port)/\(path)" }
}
