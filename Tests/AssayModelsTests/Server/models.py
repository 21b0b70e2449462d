"""Plays recordings of model providers on a free port of loopback; the port is the only line of output.

The first part of the path says how: `play` sends the recording that fits path and body in pieces of seven bytes, `cut`
only its first half, `silent` nothing at all, `echo` fails with all header fields of the request in its text, and `leak`
answers in the way the next part says with the key of the request in every form. `tags` lists models as Ollama does, `old`
without knowing which are loaded, `bare` without saying more than names, and `other` says as LM Studio does that it has no
such path. Ends when its input ends.
"""
import base64
import http.server
import json
import os
import sys
import threading
import urllib.parse

FOLDER = sys.argv[1]
KEYS = {"anthropic": "x-api-key", "gemini": "x-goog-api-key", "openai": "authorization", "ollama": "authorization"}
FILES = {
    "openai": ("openai-text.json", "openai-text.sse"), "anthropic": ("anthropic-calls.json", "anthropic-calls.sse"),
    "gemini": ("gemini-calls.json", "gemini-calls.sse"), "ollama": ("ollama-text.json", "ollama-text.ndjson"),
}


def forms(key):
    """The key as others may write it."""
    raw = key.encode()
    packed = base64.b64encode(raw).decode(), base64.urlsafe_b64encode(raw).decode()
    header = base64.b64encode(b"Bearer " + raw).decode()
    quoted = urllib.parse.quote(key, safe=""), urllib.parse.quote_plus(key).lower()
    return [*packed, header, *quoted, json.dumps(key), raw.hex(), raw.hex().upper()]


TAGS = [
    {"name": "qwen3:8b", "model": "qwen3:8b", "modified_at": "2026-05-01T10:00:00Z", "size": 5225387923, "digest": "500a",
     "details": {"format": "gguf", "family": "qwen3", "parameter_size": "8.2B", "quantization_level": "Q4_K_M"}},
    {"name": "gemma3:latest", "model": "gemma3:latest", "size": 3338801804, "digest": "a2af"},
    {"name": "tiny", "size": 0},
]
LOADED = [{"name": "qwen3:8b", "model": "qwen3:8b", "size": 6591830464, "size_vram": 5333539264, "digest": "500a",
           "expires_at": "2026-05-01T10:05:00Z", "context_length": 4096}]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        how, path = self.path.lstrip("/").split("/", 1)
        if how == "silent":
            return threading.Event().wait()
        status, body = 200, {"models": TAGS if path == "api/tags" else LOADED}
        if how == "bare":
            body = {"models": [{"name": model["name"]} for model in body["models"]]}
        if how == "old" and path != "api/tags":
            status, body = 404, {"error": "not found"}
        if how == "other":
            body = {"error": f"Unexpected endpoint or method. (GET /{path}). Returning 200 anyway"}
        if self.headers["authorization"] not in (None, "Bearer key-1"):
            status, body = 401, {"error": "unauthorized"}
        text = json.dumps(body).encode()
        self.reply(status, "application/json", text, len(text))

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        how, kind, path = self.path.lstrip("/").split("/", 2)
        if how == "silent":
            return threading.Event().wait()
        if how.startswith("leak-"):
            return self.leak(how.removeprefix("leak-"), kind, body.get("stream", False) or "stream" in path)
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

    def leak(self, how, kind, is_streamed):
        key = (self.headers[KEYS[kind]] or "").removeprefix("Bearer ")
        text = " ".join([key, *forms(key)])
        failure = json.dumps({"error": {"message": text, "type": key, "code": key, "status": key, "details": [{"reason": key}]}})
        if how.isdigit():
            return self.leak_reply(int(how), "application/json", failure.encode(), key)
        if how == "page":
            return self.leak_reply(200, "text/html", f"<html>{text}</html>".encode(), key)
        if how == "bytes":
            return self.leak_reply(200, "application/json", b"\xff\xfe" + text.encode(), key)
        pieces = [json.dumps({"choices": [{"delta": {"content": f"{text} "}}]}), failure]
        if kind == "ollama":
            pieces = [json.dumps({"message": {"role": "assistant", "content": f"{text} "}, "done": False}), failure]
        if how == "answer":
            message = {"role": "assistant", "content": text}
            whole = json.dumps({"choices": [{"message": message, "finish_reason": "stop"}], "message": message, "done": True})
            pieces = [whole if not is_streamed else pieces[0]]
        if how == "spread":
            pieces = [piece for c in text for piece in self.said(kind, c)] + [self.end(kind)]
            escaped = "".join(f"\\u{ord(c):04x}" for c in text)
            if not is_streamed:
                pieces = [self.end(kind, escaped)]
        if not is_streamed:
            return self.leak_reply(200, "application/json", pieces[-1].encode(), key)
        lines = [piece + "\n" if kind == "ollama" else f"data: {piece}\n\n" for piece in pieces]
        content = "".join(lines).encode()
        if how == "cut":
            content = content[: len(lines[0])]
        self.leak_reply(200, "text/event-stream", content, key, len(content) + (how == "cut"))

    def said(self, kind, text):
        """A piece of an answer in a stream."""
        if kind == "ollama":
            return [json.dumps({"message": {"role": "assistant", "content": text}, "done": False})]
        return [json.dumps({"choices": [{"delta": {"content": text}}]})]

    def end(self, kind, escaped=""):
        """The end of a stream, or a whole answer of a text that is escaped already."""
        message = '{"role": "assistant", "content": "%s"}' % escaped
        choice = '{"message": %s, "delta": {}, "finish_reason": "stop"}' % message
        return '{"choices": [%s], "message": %s, "done": true}' % (choice, message)

    def leak_reply(self, status, media, content, key, length=None):
        self.send_response(status)
        self.send_header("content-type", f"{media}; key={key}")
        for name in ("retry-after", "set-cookie", "www-authenticate", "x-request-id", "request-id", "x-" + "".join(c for c in key if c.isalnum())[:40]):
            self.send_header(name, key)
        self.send_header("location", f"http://127.0.0.1:1/?key={urllib.parse.quote(key)}")
        self.send_header("content-length", str(length or len(content)))
        self.end_headers()
        for place in range(0, len(content), 11):
            self.wfile.write(content[place : place + 11])
        self.close_connection = length is not None

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
