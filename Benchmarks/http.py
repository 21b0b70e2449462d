"""Times HTTP requests beside a plain loop in C and writes the results; see http.sh."""

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

bare, ours, requests, runs = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
CONCURRENCY = [1, 10, 100]
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


def measure(program, url, concurrency, question):
    """Seconds of the requests, and processor seconds of the whole program."""
    words = [program, url, str(requests), str(concurrency), question]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    seconds = float(process.stdout.read())
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{program} failed")
    return seconds, usage.ru_utime + usage.ru_stime


def rows(folder, url):
    question = os.path.join(folder, "question.json")
    with open(question, "w", encoding="utf-8") as file:
        json.dump(QUESTION, file)
    for concurrency in CONCURRENCY:
        results = {bare: [], ours: []}
        for _ in range(runs):
            for program in results:
                results[program].append(measure(program, url, concurrency, question))
        medians = {program: [statistics.median(column) for column in zip(*values)] for program, values in results.items()}
        for name, program in (("plain loop in C", bare), ("`HTTPClient`", ours)):
            seconds, cpu = medians[program]
            yield (
                f"| {concurrency} | {name} | {requests / seconds:.0f} | {medians[bare][0] / seconds:.2f} "
                f"| {cpu / requests * 1e6:.1f} | {cpu / medians[bare][1]:.2f} |"
            )


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
    f" plain HTTP, medians of {runs} runs in turn, {requests} requests each. Ratios are to the loop in C: of requests per second"
    " (higher is better), of processor time (lower is better; it includes the program's start).",
    "",
    "| concurrency | client | requests per second | ratio | processor time per request, µs | ratio |",
    "|---|---|---|---|---|---|",
] + table
text = "\n".join(lines) + "\n"
print(text)
with open("Benchmarks/RESULTS-http.md", "w", encoding="utf-8") as file:
    file.write(text)
