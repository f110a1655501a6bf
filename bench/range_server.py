"""An HTTP origin on the loopback that answers range requests and counts the body bytes that it sends:
range_server.py FOLDER PORT. GET /sent answers the count so far; GET /asked what was asked for since it was asked last, a
line "name bytes" each."""

import http.server
import os
import re
import sys
import threading

folder, port = sys.argv[1], int(sys.argv[2])
STEP = 256 << 10


class Origin(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    sent = 0
    asked = []
    lock = threading.Lock()

    def do_HEAD(self):
        self.answer(body=False)

    def do_GET(self):
        if self.path in ("/sent", "/asked"):
            with Origin.lock:
                text = (str(Origin.sent) if self.path == "/sent" else "\n".join(Origin.asked)).encode()
                if self.path == "/asked":
                    Origin.asked = []
            self.send_response(200)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)
        else:
            self.answer(body=True)

    def answer(self, body):
        path = os.path.join(folder, os.path.basename(self.path))
        if not os.path.isfile(path):
            self.send_error(404)
            return
        size = os.path.getsize(path)
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        first, last = (int(asked[1]), min(int(asked[2] or size), size - 1)) if asked else (0, size - 1)
        if first >= size:
            self.send_error(416)
            return
        self.send_response(206 if asked else 200)
        if asked:
            self.send_header("Content-Range", f"bytes {first}-{last}/{size}")
        self.send_header("Content-Length", str(last - first + 1))
        self.send_header("ETag", f'"{size}"')
        self.send_header("Accept-Ranges", "bytes")
        self.end_headers()
        if body:
            with Origin.lock:
                Origin.asked.append(f"{os.path.basename(self.path)} {last - first + 1}")
            self.send_bytes(path, first, last)

    def send_bytes(self, path, first, last):
        with open(path, "rb") as file:
            file.seek(first)
            left = last - first + 1
            while left > 0:
                step = file.read(min(STEP, left))
                self.wfile.write(step)
                left -= len(step)
                with Origin.lock:
                    Origin.sent += len(step)

    def log_message(self, *what):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Origin)
server.daemon_threads = True
server.serve_forever()
