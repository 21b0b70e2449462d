import Foundation

/// A LiteLLM proxy in a process of its own on loopback, whose models always say the same; ends with this object.
package final class LiteLLMProxy: Sendable {
    let port: Int
    private let process: pid_t

    /// Where `Tests/need-litellm.sh` puts it.
    private static let folder = URL(filePath: #filePath).appending(path: "../../../.build/test-data/litellm")
        .standardized

    package static var isInstalled: Bool {
        FileManager.default.isExecutableFile(atPath: folder.appending(path: "bin/litellm").path)
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private init(_ process: pid_t, port: Int) {
        self.process = process
        self.port = port
    }

    // SIGTERM leaves it running.
    deinit { kill(process, SIGKILL) }

    package func base(_ path: String = "") -> String { "http://127.0.0.1:\(port)\(path)" }

    /// Starts the proxy and waits until it says that it listens.
    package static func start(saying answer: String) async throws -> LiteLLMProxy {
        let (process, output, port) = (Process(), Pipe(), try freePort())
        let config = FileManager.default.temporaryDirectory.appending(path: "assay-litellm-\(UUID().uuidString).yaml")
        try Data(yaml(answer, port).utf8).write(to: config)
        process.executableURL = folder.appending(path: "bin/litellm")
        process.arguments = ["--config", config.path, "--host", "127.0.0.1", "--port", String(port)]
        process.environment = [
            "PATH": "/usr/bin:/bin", "HOME": FileManager.default.temporaryDirectory.path, "PYTHONUNBUFFERED": "1",
            "LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY": "true",
        ]
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let proxy = LiteLLMProxy(process.processIdentifier, port: port)
        let said = await reading(output.fileHandleForReading, until: "Uvicorn running")
        try? FileManager.default.removeItem(at: config)
        guard let said else { return proxy }
        throw Failure(description: "the LiteLLM proxy did not start: \(said.suffix(500))")
    }

    /// Reads what the process says, for as long as it does; returns at the text, or at the end with all that was said.
    private static func reading(_ output: FileHandle, until text: String) async -> String? {
        await withCheckedContinuation { done in
            Thread {
                var (said, isFound) = ("", false)
                while case let piece = output.availableData, !piece.isEmpty {
                    if isFound { continue }
                    said += String(decoding: piece, as: UTF8.self)
                    isFound = said.contains(text)
                    if isFound { done.resume(returning: nil) }
                }
                if !isFound { done.resume(returning: said) }
            }.start()
        }
    }

    /// `tree` gives the answer, and `lookup` always calls a function of that name, except in streams, where the proxy makes
    /// up no calls.
    ///
    /// The others are asked through the proxy itself: what the proxy makes up has no stream in the format of Anthropic, and
    /// what it translates has.
    private static func yaml(_ answer: String, _ port: Int) -> String {
        """
        model_list:
          - model_name: tree
            litellm_params: {model: openai/tree, api_key: none, mock_response: "\(answer)"}
          - model_name: lookup
            litellm_params:
              model: openai/tree
              api_key: none
              mock_response: "Let me see."
              mock_tool_calls:
                - {id: call_1, type: function, function: {name: lookup, arguments: '{"place": "Ulm"}'}}
          - model_name: claude-tree
            litellm_params: {model: hosted_vllm/tree, api_key: none, api_base: "http://127.0.0.1:\(port)/v1"}
          - model_name: claude-lookup
            litellm_params: {model: hosted_vllm/lookup, api_key: none, api_base: "http://127.0.0.1:\(port)/v1"}
        """
    }

    /// A port nobody listens on.
    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) == 0 && getsockname(descriptor, address, &size) == 0
            }
        }
        guard isBound else { throw Failure(description: "no free port: \(errno)") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
