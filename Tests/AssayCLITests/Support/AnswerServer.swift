import Foundation

/// A server on loopback, in a process of its own, that answers chat completions with the number of the request.
///
/// It says it has two models. In a folder with a file `stuck` it answers twice and then waits until that file is gone.
final class AnswerServer: Sendable {
    let base: String
    private let process: pid_t
    /// The process ends when this does.
    private let input: FileHandle
    private let log: String

    private init(_ process: Process, input: FileHandle, port: Int, log: String) {
        self.process = process.processIdentifier
        self.input = input
        self.log = log
        base = "http://127.0.0.1:\(port)"
    }

    deinit { stop() }

    func stop() { kill(process, SIGKILL) }

    /// How many requests came with the key.
    var requestCount: Int { (try? String(contentsOfFile: log, encoding: .utf8).utf8.count) ?? 0 }

    static func start(in folder: Folder) async throws -> AnswerServer {
        let (input, output, process) = (Pipe(), Pipe(), Process())
        let log = folder.file("requests")
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["PATH=/usr/bin:/bin:/usr/local/bin", "python3", "-I", "-S", "-c", source, log]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = await withCheckedContinuation { done in
            Thread { done.resume(returning: output.fileHandleForReading.availableData) }.start()
        }
        let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let port = Int(text) else { throw ChildProcess.Failure(description: "the server did not start") }
        return AnswerServer(process, input: input.fileHandleForWriting, port: port, log: log)
    }

    private static let source = """
        import http.server, json, os, sys, threading, time
        lock, count = threading.Lock(), [0]
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["content-length"]))
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
                self.reply(body)
            def do_GET(self):
                self.reply({"models": [{"name": "llama3.2", "model": "llama3.2"}, {"name": "qwen3", "model": "qwen3"}]})
            def reply(self, body):
                text = json.dumps(body).encode()
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)
            def log_message(self, *_):
                pass
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(server.server_address[1], flush=True)
        sys.stdin.read()
        """
}
