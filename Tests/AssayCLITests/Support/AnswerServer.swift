import Foundation

/// A server on loopback, in a process of its own, that answers chat completions with the number of the request.
///
/// Each answer has a request id, and the body of a request lies in the file `requests.body`. It says it has two models, of
/// which one is in memory, to whoever has the key or none. In a folder with a file `stuck` it answers twice and then waits
/// until that file is gone.
final class AnswerServer: Sendable {
    let base: String
    private let process: pid_t
    /// The process ends when this does.
    private let input: FileHandle
    private let log: String

    private init(_ process: Process, input: FileHandle, base: String, log: String) {
        self.process = process.processIdentifier
        self.input = input
        self.log = log
        self.base = base
    }

    deinit { stop() }

    func stop() { kill(process, SIGKILL) }

    /// How many requests came with the key.
    var requestCount: Int { (try? String(contentsOfFile: log, encoding: .utf8).utf8.count) ?? 0 }

    /// Starts a server on an address of this machine, over TLS where there are a certificate and its key in one file.
    static func start(in folder: Folder, at host: String = "127.0.0.1", certificate: String? = nil) async throws
        -> AnswerServer
    {
        let (input, output, process) = (Pipe(), Pipe(), Process())
        let log = folder.file("requests")
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["PATH=/usr/bin:/bin:/usr/local/bin", "python3", "-I", "-S", "-c", source, log, host]
        process.arguments? += certificate.map { [$0] } ?? []
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = await withCheckedContinuation { done in
            Thread { done.resume(returning: output.fileHandleForReading.availableData) }.start()
        }
        let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let port = Int(text) else { throw ChildProcess.Failure(description: "the server did not start") }
        let base = "\(certificate == nil ? "http" : "https")://\(host):\(port)"
        return AnswerServer(process, input: input.fileHandleForWriting, base: base, log: log)
    }

    private static let source = """
        import http.server, json, os, ssl, sys, threading, time
        lock, count = threading.Lock(), [0]
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                with open(sys.argv[1] + ".body", "wb") as body:
                    body.write(self.rfile.read(int(self.headers["content-length"])))
                with lock:
                    count[0] += 1
                    number = count[0]
                    if self.headers["authorization"] == "Bearer sk-4711":
                        with open(sys.argv[1], "a") as log:
                            log.write(".")
                while number > 2 and os.path.exists(os.path.join(os.path.dirname(sys.argv[1]), "stuck")):
                    time.sleep(0.01)
                message = {"role": "assistant", "content": "tree %d" % number}
                usage = {"prompt_tokens": 9, "completion_tokens": 2, "total_tokens": 11}
                body = {"model": "m", "usage": usage, "choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}
                self.reply(body, id="req-%d" % number)
            def do_GET(self):
                keys = [self.headers["authorization"], self.headers["x-api-key"]]
                if any(keys) and not {"Bearer sk-4711", "sk-4711"} & set(keys):
                    return self.reply({"error": {"message": "wrong key " + str(keys)}}, 401)
                known = ("qwen3",) if self.path == "/api/ps" else ("llama3.2", "qwen3")
                names = [{"name": name, "model": name, "id": name} for name in known]
                self.reply({"models": names, "data": names})
            def reply(self, body, status=200, id=None):
                text = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                if id:
                    self.send_header("x-request-id", id)
                self.send_header("content-length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)
            def log_message(self, *_):
                pass
        server = http.server.ThreadingHTTPServer((sys.argv[2], 0), Handler)
        server.daemon_threads = True
        if len(sys.argv) > 3:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(sys.argv[3])
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(server.server_address[1], flush=True)
        sys.stdin.read()
        """
}
