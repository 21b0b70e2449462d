"""Plays recordings of model providers on a free port of loopback; the port is the only line of output.

The first part of the path says how: `play` sends the recording that fits path and body in pieces of seven bytes, `cut`
only its first half, `echo` fails with all header fields of the request in its text. Ends when its input ends.
"""
import http.server
import json
import os
import sys
import threading

FOLDER = sys.argv[1]
KEYS = {"anthropic": "x-api-key", "gemini": "x-goog-api-key", "openai": "authorization", "ollama": "authorization"}
FILES = {
    "openai": ("openai-text.json", "openai-text.sse"), "anthropic": ("anthropic-calls.json", "anthropic-calls.sse"),
    "gemini": ("gemini-calls.json", "gemini-calls.sse"), "ollama": ("ollama-text.json", "ollama-text.ndjson"),
}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        how, kind, path = self.path.lstrip("/").split("/", 2)
        if how == "echo":
            text = json.dumps({"error": {"message": str(self.headers), "code": str(self.headers)}}).encode()
            return self.reply(401, "application/json", text, len(text))
        if self.headers[KEYS[kind]] not in ("Bearer key-1", "key-1"):
            return self.reply(401, "application/json", b"{}", 2)
        is_streamed = body.get("stream", False) or "stream" in path
        name = FILES[kind][is_streamed]
        with open(os.path.join(FOLDER, name), "rb") as file:
            content = file.read()
        media = {"json": "application/json", "sse": "text/event-stream", "ndjson": "application/x-ndjson"}
        sent = content[: len(content) // 2] if how == "cut" else content
        self.reply(200, media[name.split(".")[1]], sent, len(content))

    def reply(self, status, media, content, length):
        self.send_response(status)
        self.send_header("content-type", media)
        self.send_header("content-length", str(length))
        self.end_headers()
        for place in range(0, len(content), 7):
            self.wfile.write(content[place : place + 7])
            self.wfile.flush()
        self.close_connection = len(content) < length

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
