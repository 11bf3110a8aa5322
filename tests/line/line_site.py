"""A small web site on loopback, and the configuration of an outlet that is found there."""

from __future__ import annotations

import threading
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ARTICLE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="og:type" content="article"><meta property="article:published_time" content="2021-04-23T08:00:00Z"></head>
<body><article><h1>{title}</h1>
<p>Google said on Friday that it would suspend the service in the port until the council had explained its order.</p>
<p>The council of {title} met for the third time this week, and a crowd of traders waited outside until after dark.</p>
<p>Nobody at the harbour office could tell when the ferries would take parcels again, and the queue grew longer.</p>
</article></body></html>"""
CONFIG = """[fetch]
{contact}
delay = 1
total_timeout = 5
[registry]
files = ["companies.toml"]
[[outlets]]
name = "Loop Gazette"
{place}
"""


class Site:
    """A small site: paths to bodies, which a test changes as it goes. A missing path is 404. With `tags` it has ETags
    that begin with the first of them; `moved` are paths that lead to others, `stubborn` those that answer 304 to any
    condition, `raw` those whose body is bytes in Latin-1; `heard` holds every header's value that came.
    """

    def __init__(self):
        pages = self.pages = {}
        tags = self.tags = []
        moved = self.moved = {}
        stubborn = self.stubborn = set()
        raw = self.raw = set()
        heard = self.heard = set()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                heard.update(self.headers.values())
                if self.path in moved:
                    self.send_response(302)
                    self.send_header("Location", moved[self.path])
                    self.end_headers()
                    return
                kind, body = pages.get(self.path, ("text/html", None))
                tag = f'"{"".join(tags[:1])}{zlib.crc32((body or "").encode())}"'
                condition = self.headers.get("If-None-Match", "")
                if condition and (condition == tag or self.path in stubborn):
                    self.send_response(304)
                    self.end_headers()
                    return
                self.send_response(404 if body is None else 200)
                if tags:
                    self.send_header("ETag", tag)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.end_headers()
                self.wfile.write((body or "nothing here").encode("latin-1" if self.path in raw else "utf-8"))

            def log_message(self, *_):
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def article(self, path, title):
        self.pages[path] = ("text/html", ARTICLE.format(title=title))

    def feed(self, path, *articles):
        items = "".join(
            f"<item><title>{name}</title><link>{self.base}{name}</link><guid isPermaLink='false'>id{name}</guid></item>"
            for name in articles
        )
        text = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Loop</title>{items}</channel></rss>"
        self.pages[path] = ("application/rss+xml", text)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def fetches(place):
    return place.ask("SELECT purpose, outcome, count(*) FROM fetch GROUP BY purpose, outcome ORDER BY purpose, outcome")
