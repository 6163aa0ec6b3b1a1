"""The subscribe page in a real browser, served from a real edition: Debian's Chromium through playwright."""

import functools
import http.server
import os
import re
import threading
import urllib.request
from pathlib import Path

import pytest

from feeds.feed import Document
from feeds.publish import Edition
from feeds.publish.page import subscribe_page

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgb = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  document.querySelectorAll("details").forEach(list => list.open = true);
  return [...document.body.querySelectorAll("a, p, h1, h2, h3, bdi, button, input, summary, time")].map(element => {
    const [a, b] = [light(rgb(getComputedStyle(element).color)), light(behind(element))];
    return [(Math.max(a, b) + .05) / (Math.min(a, b) + .05), element.tagName + ": " + element.textContent.slice(0, 40)];
  }).sort((x, y) => x[0] - y[0])[0];
}"""

CUT_OFF = """() => {
  document.querySelectorAll("details").forEach(list => list.open = true);
  const width = document.documentElement.clientWidth;
  const over = [...document.body.querySelectorAll("*:not(.unseen)")].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width && (box.right > width + .5 || box.left < -.5);
  });
  return [document.documentElement.scrollWidth - width, over.map(element => element.outerHTML.slice(0, 100))];
}"""


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM.exists():
        words = f"no browser at {CHROMIUM}: the subscribe page is not looked at"
        pytest.fail(words) if os.environ.get("CI") == "true" else pytest.skip(words)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def base(tmp_path_factory, samples):
    """The address of a server that serves an edition a site, each with all the documents that its page links."""
    out = tmp_path_factory.mktemp("served")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(out)))
    base = f"http://127.0.0.1:{server.server_port}/"
    for name in ("usual", "hostile", "rtl", "hindi", "empty", "one"):
        publish(out / name, *samples.sites(f"{base}{name}/")[name])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield base
    server.shutdown()
    server.server_close()


def publish(out, site, groups):
    with Edition.open(out, 0) as edition:
        urls = [url for group in groups for feed in group.feeds for _, url in feed.urls] + [
            f"{site.feeds_url}feeds.opml"
        ]
        for url in urls:
            path = url.removeprefix(site.feeds_url)
            if len(path) < 200:
                edition.put(Document(path=path, url=url, media_type="", body=b"feed"))
        edition.put(subscribe_page(site, groups))
        edition.commit("1", complete=True)


@pytest.fixture
def look(browser, base):
    """Open a site's page; whatever it writes to the console, or throws, fails the test."""
    contexts, complaints = [], []

    def open_page(name, width=1200, scheme="light", **more):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
        page.goto(f"{base}{name}/index.html")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("width", [320, 400, 768, 1200, 1600])
@pytest.mark.parametrize("name", ["usual", "hostile", "rtl", "hindi", "empty", "one"])
def test_nothing_overflows(look, name, width):
    assert look(name, width).evaluate(CUT_OFF) == [0, []]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["usual", "rtl"])
def test_everything_can_be_read(look, name, scheme):
    page = look(name, scheme=scheme)
    worst, where = page.evaluate(CONTRAST)
    assert worst >= 4.5, where
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(251, 250, 246)", "dark": "rgb(22, 21, 19)"}[scheme]


def test_every_link_leads_somewhere(look, base):
    page = look("usual")
    links = page.evaluate("[...document.querySelectorAll('a, link')].map(link => link.href)")
    assert len(links) > 200
    for link in links:
        assert link.startswith(base), link
        with urllib.request.urlopen(link) as answer:
            assert answer.status == 200


def test_a_button_copies_the_address_and_says_so(look, base):
    page = look("usual", permissions=["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="Copy the Atom address: Politics")
    button.click()
    assert page.evaluate("navigator.clipboard.readText()") == f"{base}usual/sections/n1/feed.atom"
    assert button.text_content() == "Copied"
    assert page.get_by_role("status").text_content() == "Address copied"
    page.wait_for_function("() => document.querySelector('#said').textContent === ''")
    assert button.text_content() == "Copy"


def test_a_button_copies_where_the_browser_has_no_clipboard_for_the_page(look, base):
    """As on a plain http site: navigator.clipboard is missing there."""
    page = look("usual", permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true})")
    page.get_by_role("button", name="Copy the RSS address: Politics").click()
    page.wait_for_function("() => document.querySelector('#said').textContent === 'Address copied'")
    page.evaluate("delete navigator.clipboard")
    assert page.evaluate("navigator.clipboard.readText()") == f"{base}usual/sections/n1/feed.rss"


def test_without_script_everything_is_there_but_the_buttons(look):
    page = look("usual", java_script_enabled=False)
    assert page.get_by_role("button").count() == 0
    assert page.get_by_role("link", name=re.compile("^RSS ?: Politics$")).is_visible()
    assert page.get_by_role("textbox", name="RSS address: The Courier").input_value().endswith("/usual/feed.rss")


def test_a_hostile_title_does_nothing(look):
    assert look("hostile").title() != "broken"


def test_the_keyboard_sees_where_it_is(look):
    page = look("usual")
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


def test_the_page_asks_for_nothing_else(browser, base):
    context = browser.new_context()
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{base}usual/index.html", wait_until="networkidle")
    context.close()
    assert [url for url in asked if not url.endswith("/favicon.ico")] == [f"{base}usual/index.html"]
