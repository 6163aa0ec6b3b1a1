"""Several whole runs at once, and a reader that polls all documents over HTTP: nothing torn, the result right."""

import datetime as dt
import functools
import http.client
import http.server
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from lxml import etree

from tests.crash.command import SMALL, clean, leftovers, newsroom, run
from tests.newsroom import build, published


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def server(tmp_path):
    """A plain web server before the newsroom's out/; its port."""
    (tmp_path / "newsroom/out").mkdir(parents=True)
    handler = functools.partial(Quiet, directory=tmp_path / "newsroom/out")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        thread = threading.Thread(target=served.serve_forever, args=(0.01,))
        thread.start()
        yield served.server_address[1]
        served.shutdown()
        thread.join()


class Reader:
    """Polls documents until told to stop, and keeps what is torn: cut short, or no whole document of its kind."""

    def __init__(self, port, names):
        self.port, self.names, self.read, self.torn, self.done = port, names, 0, [], threading.Event()

    def __call__(self):
        while not self.done.is_set():
            for name in self.names:
                self.poll(name)

    def poll(self, name):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", f"/{name}")
            answer = connection.getresponse()
            body = answer.read()
            if answer.status == 200:
                self.parse(name, body)
                self.read += 1
        except (http.client.HTTPException, etree.XMLSyntaxError, ValueError) as error:
            self.torn.append((name, repr(error)))
        finally:
            connection.close()

    def parse(self, name, body):
        if name.endswith(".json"):
            json.loads(body)
        elif name.endswith(".html"):
            assert body.rstrip().endswith(b"</html>")
        else:
            etree.fromstring(body)


@pytest.mark.parametrize(("runs", "jobs"), [(2, 2), (4, 1)])
def test_runs_at_once_and_a_reader(tmp_path, server, runs, jobs):
    folder = tmp_path / "newsroom"
    configuration = newsroom(folder, 0)
    build(configuration)
    reader = Reader(server, sorted(published(folder / "out")))
    newsroom(folder, 1)
    with ThreadPoolExecutor(runs + 1) as pool:
        polling = pool.submit(reader)
        codes = list(pool.map(lambda _: run(configuration, "--jobs", jobs, prelude=SMALL), range(runs)))
        reader.done.set()
        polling.result()
    assert reader.torn == []
    assert reader.read > 50
    assert codes == [(0, "")] * runs, "each waits for the one before it"
    assert published(folder / "out") == clean(configuration, tmp_path / "scratch")
    assert leftovers(folder) == []


def test_who_may_not_wait_tries_again(tmp_path):
    folder = tmp_path / "newsroom"
    configuration = newsroom(folder, 0)
    slow = (
        "import feeds.rendering as r, time; j = r.judged; r.judged = lambda d: (time.sleep(0.03), j(d))[1]; "
        "k = p.locked; p.locked = lambda path, wait: k(path, 0.1); "
    )
    with ThreadPoolExecutor(4) as pool:
        ended = list(pool.map(lambda _: run(configuration, "--jobs", 1, prelude=SMALL + slow), range(4)))
    assert min(code for code, _ in ended) == 0
    assert {code for code, _ in ended} == {0, 75}
    for code, said in ended:
        assert said == "" if code == 0 else "run again when it has finished. (try again)" in said
    build(configuration, now=dt.datetime.now(dt.UTC))
    assert published(folder / "out") == clean(configuration, tmp_path / "scratch")
    assert leftovers(folder) == []
