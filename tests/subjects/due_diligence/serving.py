"""A process that has Django ready and forks servers of the pages, so that one that is killed is back at once.

Reads a port a line; answers with the child's number.
"""

import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from samsvar.config.wsgi import application


class _Server(ThreadingMixIn, WSGIServer):
    """Two threads, as a worker of an installation has."""

    request_queue_size = 256

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._threads = ThreadPoolExecutor(2)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._threads.submit(self.process_request_thread, request, client_address)


class _Silent(WSGIRequestHandler):
    def log_message(self, *_words: Any) -> None:
        pass


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            with make_server("127.0.0.1", int(line), application, _Server, _Silent) as server:
                server.serve_forever()
        print(child, flush=True)


if __name__ == "__main__":
    main()
