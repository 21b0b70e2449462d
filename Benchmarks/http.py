"""Times HTTP requests beside a plain loop in C and clients in Python, and writes the results; see http.sh."""

import json
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

bin, python, requests, runs = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
CONCURRENCY = [1, 10, 100]
PEERS = "Benchmarks/HTTP/peers.py"
LOOP, ROUTER = "plain loop in C", "LiteLLM router"
# Name, command, and the share of the requests: slow clients send fewer.
CLIENTS = [
    (LOOP, [f"{bin}/bare-http"], 1),
    ("`HTTPClient`, transfers alone", [f"{bin}/HTTPBenchmark", "send"], 1),
    ("`HTTPModelProvider`: answer read, budget charged", [f"{bin}/HTTPBenchmark", "respond"], 1),
    ("aiohttp, JSON read", [python, PEERS, "aiohttp"], 1 / 4),
    ("`openai` package", [python, PEERS, "openai"], 1 / 20),
    (ROUTER, [python, PEERS, "litellm"], 1 / 40),
]
ANSWER = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "model": "example",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "word " * 80}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 60, "completion_tokens": 80, "total_tokens": 140},
}
QUESTION = {"model": "example", "messages": [{"role": "user", "content": "word " * 60}], "seed": 11}
CONFIGURATION = """
daemon off; master_process off; pid {folder}/pid;
events {{ worker_connections 1024; }}
http {{
    access_log off; client_body_temp_path {folder}/body; keepalive_requests 1000000000;
    server {{
        listen 127.0.0.1:{port};
        location / {{ default_type application/json; return 200 '{answer}'; }}
    }}
}}
"""


def serve(folder):
    """Starts nginx and returns its process and address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    path = os.path.join(folder, "nginx.conf")
    with open(path, "w", encoding="utf-8") as file:
        file.write(CONFIGURATION.format(folder=folder, port=port, answer=json.dumps(ANSWER)))
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen([program, "-p", folder, "-c", path, "-e", os.path.join(folder, "error.log")])
    for _ in range(500):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return process, f"http://127.0.0.1:{port}/v1/chat/completions"
        except OSError:
            time.sleep(0.01)
    sys.exit("nginx did not start")


def measure(words, url, count, concurrency, question):
    """Seconds and processor seconds of one request."""
    words = words + [url, str(count), str(concurrency), question]
    result = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True)
    return [float(word) / count for word in result.stdout.split()[-2:]]


def rows(folder, url):
    question = os.path.join(folder, "question.json")
    with open(question, "w", encoding="utf-8") as file:
        json.dump(QUESTION, file)
    for concurrency in CONCURRENCY:
        results = {name: [] for name, _, _ in CLIENTS}
        for _ in range(runs):
            for name, words, share in CLIENTS:
                count = max(int(requests * share), 2 * concurrency)
                results[name].append(measure(words, url, count, concurrency, question))
        medians = {name: [statistics.median(column) for column in zip(*values)] for name, values in results.items()}
        for name, (seconds, cpu) in medians.items():
            yield (
                f"| {concurrency} | {name} | {1 / seconds:.0f} | {seconds / medians[LOOP][0]:.2f} "
                f"| {medians[ROUTER][0] / seconds:.1f} | {cpu * 1e6:.1f} | {cpu / medians[LOOP][1]:.2f} |"
            )


def versions():
    script = "import importlib.metadata as m; print(', '.join(f'{n} {m.version(n)}' for n in ('aiohttp', 'openai', 'litellm')))"
    return subprocess.run([python, "-c", script], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


load = os.getloadavg()[0]
with tempfile.TemporaryDirectory() as folder:
    process, url = serve(folder)
    try:
        table = list(rows(folder, url))
    finally:
        process.kill()
lines = [
    "# Results of Benchmarks/http.sh",
    "",
    f"{os.cpu_count()} cores, {platform.machine()}, nginx on the same machine with a fixed answer of {len(json.dumps(ANSWER))} bytes,"
    f" plain HTTP, medians of {runs} runs in turn, {requests} requests each ({requests // 4} of aiohttp, {requests // 20} of"
    f" `openai`, {requests // 40} of the router), load {load:.1f} when it began. {versions()}, Python {platform.python_version()},"
    " one process and one event loop each. Times are of the requests alone, without the programs' starts; the server's"
    " processor time is not counted.",
    "",
    "| concurrency | client | requests per second | time, loop in C = 1 | times as fast as the router | processor time per request, µs |"
    " loop in C = 1 |",
    "|---|---|---|---|---|---|---|",
] + table
text = "\n".join(lines) + "\n"
print(text)
with open("Benchmarks/RESULTS-http.md", "w", encoding="utf-8") as file:
    file.write(text)
