"""A server that does what the first part of a request's path says, most of it wrong. See HostileServer.swift.

Prints the port it listens on, and ends when its standard input does. The answers are written byte by byte on the socket:
no library stands between them and the client. With CERTIFICATE and KEY as arguments it speaks TLS.
"""

import gzip
import json
import os
import socket
import sys
import threading
import time

lock = threading.Lock()
counts = {"connections": 0, "requests": 0, "hanging": 0, "sent": 0}
hung_up = threading.Event()
barriers = {}
WHOLE = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 11\r\n\r\nhello world"


def count(name, step=1):
    with lock:
        counts[name] += step


class Connection:
    def __init__(self, sock):
        self.sock, self.left, self.answered = sock, b"", False

    def request(self):
        """The method, path, header fields and body of the next request; nothing at the end."""
        while b"\r\n\r\n" not in self.left:
            piece = self.sock.recv(65536)
            if not piece:
                return None
            self.left += piece
        head, self.left = self.left.split(b"\r\n\r\n", 1)
        lines = head.decode("latin-1").split("\r\n")
        headers = [line.split(": ", 1) if ": " in line else [line, ""] for line in lines[1:]]
        length = next((int(value) for name, value in headers if name.lower() == "content-length"), 0)
        while len(self.left) < length:
            self.left += self.sock.recv(65536)
        body, self.left = self.left[:length], self.left[length:]
        method, path, _ = lines[0].split(" ")
        return method, path, headers, body

    def send(self, data):
        self.sock.sendall(data)
        count("sent", len(data))

    def answer(self, body, status="200 OK", fields=""):
        self.send(f"HTTP/1.1 {status}\r\n{fields}Content-Length: {len(body)}\r\n\r\n".encode() + body)

    def wait_for_the_end(self):
        try:
            while self.sock.recv(65536):
                pass
        except OSError:
            pass


def chunk(data):
    return b"%x\r\n%s\r\n" % (len(data), data)


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


def echo(c, word, request):
    """What was asked, as JSON."""
    method, path, headers, body = request
    asked = {"method": method, "path": path, "headers": headers, "body": body.decode("latin-1")}
    c.answer(json.dumps(asked).encode(), fields="Content-Type: application/json\r\n")
    return True


def stats(c, word, request):
    with lock:
        text = json.dumps(counts)
    c.answer(text.encode())
    return True


def status(c, word, request):
    c.answer(b'{"error":"as asked"}', f"{word} Asked")
    return True


def head_only(c, word, request):
    c.send(WHOLE[: -len(b"hello world")])
    return True


def slow_head(c, word, request):
    for byte in WHOLE[:40]:
        c.send(bytes([byte]))
        time.sleep(0.05)


def bytewise(c, word, request):
    for byte in WHOLE:
        c.send(bytes([byte]))
    return True


def cut(c, word, request):
    """The first bytes of an answer; then the connection is closed."""
    c.send(WHOLE[: int(word)])


def too_long(c, word, request):
    c.send(WHOLE + b" and more than was said")


def chunked(c, word, request):
    c.send(CHUNKED + b"".join(chunk(b"piece%d" % n) for n in range(int(word or 3))) + b"0\r\nX-Trailer: yes\r\n\r\n")
    return True


def bomb(c, word, request):
    """Zeros, packed a thousandfold."""
    body = gzip.compress(bytes(int(word) << 20), 9)
    c.answer(body, fields="Content-Encoding: gzip\r\n")


def zipped(c, word, request):
    c.answer(gzip.compress(b"hello world"), fields="Content-Encoding: gzip\r\n")
    return True


def bad_gzip(c, word, request):
    c.answer(b"this is not packed at all", fields="Content-Encoding: gzip\r\n")


def endless_head(c, word, request):
    c.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        c.send(b"X-More: and more\r\n" * 1000)


def huge_field(c, word, request):
    c.send(b"HTTP/1.1 200 OK\r\nX-Huge: " + b"x" * int(word) + b"\r\nContent-Length: 0\r\n\r\n")
    return True


def endless(c, word, request):
    c.send(CHUNKED)
    while True:
        c.send(chunk(b"x" * 65536))


def redirect(c, word, request):
    place = request[1].split("?to=")[1]
    c.answer(b"elsewhere", "302 Found", f"Location: {place}\r\n")
    return True


def redirect_with(c, word, request):
    c.answer(b"elsewhere", f"{word} Elsewhere", f"Location: {request[1].split('?to=')[1]}\r\n")
    return True


def refresh(c, word, request):
    c.answer(b"elsewhere", fields=f"Refresh: 0; url={request[1].split('?to=')[1]}\r\n")
    return True


def interim(c, word, request):
    """Some interim responses before the answer; without a number, for ever."""
    line = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    if word:
        c.send(line * int(word) + WHOLE)
        return True
    while True:
        c.send(line * 100)


def overflow(c, word, request):
    """A chunk whose size does not fit into 64 bits."""
    c.send(CHUNKED + b"FFFFFFFFFFFFFFFFFF\r\nx\r\n")
    c.wait_for_the_end()


def two_lengths(c, word, request):
    c.send(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 11\r\n\r\nhello world")


def old(c, word, request):
    c.send(b"HTTP/1.0 200 OK\r\n\r\nuntil the end")


def nonsense(c, word, request):
    c.send(b"220 mail.example.com ESMTP\r\n")


def page(c, word, request):
    c.answer(b"<html>Please log in</html>", fields="Content-Type: text/html\r\n")
    return True


def hang(c, word, request):
    """Nothing, or a head and a piece; then waits until the client hangs up, and says so."""
    if word == "body":
        c.send(CHUNKED + chunk(b"first"))
    count("hanging")
    c.wait_for_the_end()
    hung_up.set()


def await_hang_up(c, word, request):
    c.answer(b"yes" if hung_up.wait(50) else b"no")
    return True


def pause(c, word, request):
    time.sleep(int(word) / 1000)
    c.answer(b"late")
    return True


def meet(c, word, request):
    """Answers when as many requests as that are there."""
    with lock:
        barrier = barriers.setdefault(word, threading.Barrier(int(word)))
    barrier.wait(50)
    c.answer(b"met")
    return True


def limited(c, word, request):
    c.answer(b"", "429 Too Many Requests", "Retry-After: 7\r\n")
    return True


def flood(c, word, request):
    """That many MiB in chunks."""
    c.send(CHUNKED)
    for _ in range(int(word) * 16):
        c.send(chunk(b"x" * 65536))
    c.send(b"0\r\n\r\n")
    return True


def events(c, word, request):
    c.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
    for piece in (b"event: a\nda", b"ta: 1\n", b"\n", b"data: 2\n\ndata: cut"):
        c.send(chunk(piece))
        time.sleep(0.01)
    c.send(b"0\r\n\r\n")
    return True


def values(c, word, request):
    c.answer(b'{"n":1}\n{"n":2}\r\n\n{"n":3}')
    return True


def first_only(c, word, request):
    """Answers the first request of a connection, and hangs up on the next."""
    if c.answered:
        return False
    c.answered = True
    c.answer(b"first")
    return True


def reset(c, word, request):
    """A piece, then a reset instead of an end."""
    c.send(CHUNKED + chunk(b"first"))
    time.sleep(0.05)
    c.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def drip(c, word, request):
    """A body of which a byte comes now and then, for ever."""
    c.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    while True:
        c.send(b"x")
        time.sleep(0.05)


def raw(c, word, request):
    """The answer of that name, as it stands; then the connection stays open."""
    c.send(RAW[word])
    c.wait_for_the_end()


def raw_closed(c, word, request):
    """The answer of that name, as it stands; then the connection is closed."""
    c.send(RAW[word])


def endless_trailer(c, word, request):
    c.send(CHUNKED + b"0\r\n")
    while True:
        c.send(b"X-More: and more\r\n" * 1000)


def endless_extension(c, word, request):
    c.send(CHUNKED + b"1;")
    while True:
        c.send(b"x" * 65536)


def endless_line(c, word, request):
    """A head of which one line has no end."""
    c.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        c.send(b"x" * 65536)


def endless_event(c, word, request):
    c.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: ")
    while True:
        c.send(b"x" * 65536)


def many_events(c, word, request):
    c.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
    while True:
        c.send(b"data: x\n\n" * 1000)


def comments(c, word, request):
    """An event stream without any event, which never ends."""
    c.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
    while True:
        c.send(b": alive\n" * 1000)


def doubly_packed(c, word, request):
    body = gzip.compress(gzip.compress(bytes(16 << 20), 9), 9)
    c.answer(body, fields="Content-Encoding: gzip, gzip\r\n")


def often_packed(c, word, request):
    c.answer(b"x", fields="Content-Encoding: " + ", ".join(["gzip"] * 100) + "\r\n")


def cut_gzip(c, word, request):
    c.answer(gzip.compress(bytes(1 << 20), 9)[:-20], fields="Content-Encoding: gzip\r\n")


def wait_then(c, word, request):
    """Too many requests, with what the query says to wait."""
    c.answer(b"", "429 Too Many Requests", f"Retry-After: {request[1].split('?')[1]}\r\n")
    return True


def page_of(c, word, request):
    c.answer(b"<html>" + b"x" * (int(word) << 20), fields="Content-Type: text/html\r\n")
    return True


RAW = {
    "empty": b"",
    "no-status": b"HTTP/1.1 \r\n\r\n",
    "low-status": b"HTTP/1.1 099 Low\r\nContent-Length: 0\r\n\r\n",
    "high-status": b"HTTP/1.1 1000 High\r\nContent-Length: 0\r\n\r\n",
    "switch": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\nhello",
    "negative-length": b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhello",
    "word-length": b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nhello",
    "huge-length": b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nhello",
    "length-and-chunks": b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "chunk-word": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfive\r\nhello\r\n0\r\n\r\n",
    "chunk-negative": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
    "chunk-too-long": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n",
    "unknown-coding": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: magic\r\nContent-Length: 5\r\n\r\nhello",
    "unknown-packing": b"HTTP/1.1 200 OK\r\nContent-Encoding: magic\r\nContent-Length: 5\r\n\r\nhello",
    "nul-in-head": b"HTTP/1.1 200 OK\r\nX-Nul: a\0b\r\nContent-Length: 5\r\n\r\nhello",
    "other-protocol": b"\x15\x03\x01\x00\x02\x02\x28",
}


def serve(sock):
    count("connections")
    try:
        connection = Connection(context.wrap_socket(sock, server_side=True) if context else sock)
        while request := connection.request():
            count("requests")
            name, _, word = request[1].lstrip("/").split("?")[0].partition("/")
            if not ANSWERS[name](connection, word, request):
                break
        connection.sock.close()
    except (OSError, ValueError):
        pass
    finally:
        sock.close()


def accept(listener):
    while True:
        threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()


ANSWERS = {
    name.replace("_", "-"): function
    for name, function in list(globals().items())
    if callable(function) and name not in ("count", "chunk", "serve", "accept", "Connection")
}
context = None
if len(sys.argv) > 2:
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
listener = socket.create_server(("127.0.0.1", 0), backlog=512)
print(listener.getsockname()[1], flush=True)
threading.Thread(target=accept, args=(listener,), daemon=True).start()
sys.stdin.read()
os._exit(0)
