"""What a User-Agent tells: browser, system, kind of device, and whether it is a robot."""

import re
from collections.abc import Callable
from functools import lru_cache

import msgspec
from ua_parser import Parser
from ua_parser.loaders import load_builtins
from ua_parser.regex import Resolver

from ingest.hits import Client

_BROWSERS = {
    "Chrome Mobile": "Chrome",
    "Chrome Mobile iOS": "Chrome",
    "Chrome Mobile WebView": "Chrome",
    "Mobile Safari": "Safari",
    "Mobile Safari UI/WKWebView": "Safari",
    "Firefox Mobile": "Firefox",
    "Firefox iOS": "Firefox",
    "Edge Mobile": "Edge",
    "Opera Mobile": "Opera",
    "Opera Mini": "Opera",
    "Opera GX": "Opera",
    "IE Mobile": "IE",
    "Samsung Internet": "Samsung Internet",
}
_SYSTEMS = {"Mac OS X": "macOS", "Chrome OS": "ChromeOS", "Ubuntu": "Linux", "Fedora": "Linux", "Debian": "Linux"}
_TABLET = re.compile(r"iPad|Tablet|PlayBook|Silk(?!.*Mobile)|Kindle|Android(?!.*Mobi)", re.IGNORECASE)
_MOBILE = re.compile(r"Mobi|iPhone|iPod|Windows Phone|BlackBerry|BB10|Opera Mini", re.IGNORECASE)
_TV = re.compile(r"\bTV\b|SMART-TV|SmartTV|AppleTV|Android TV|BRAVIA|AFT[A-Z]|CrKey|HbbTV", re.IGNORECASE)
_ROBOT = re.compile(
    # Browsers that nobody looks at, and what fetches pages to check, copy or show them. Programs that merely speak HTTP
    # (curl, a server's library) are none: they are how servers report what happened.
    r"Headless|PhantomJS|SlimerJS|Electron/.*Cypress|\bCypress\b|Puppeteer|Playwright|Selenium|WebDriver|"
    r"Lighthouse|PageSpeed|GTmetrix|Pingdom|UptimeRobot|StatusCake|Site24x7|"
    r"(?<!cu)bot\b|crawl|spider|slurp|scrap|archiver|preview|prerender|facebookexternalhit|validator|monitoring",
    re.IGNORECASE,
)
_LONGEST = 512
NOBODY = Client()
"""The client of which nothing is known."""


class Clients:
    """Reads User-Agents; the latest few thousand answers are remembered."""

    def __init__(self) -> None:
        self._parser = _parser()
        self._known: Callable[[str], tuple[Client, bool]] = lru_cache(maxsize=8192)(self._read)

    def read(self, agent: str) -> tuple[Client, bool]:
        """The client that a User-Agent names, and whether it is a robot. Without one it is an unknown client."""
        return self._known(agent[:_LONGEST])

    def _read(self, agent: str) -> tuple[Client, bool]:
        if not agent:
            return NOBODY, False
        found = self._parser.parse(agent)
        robot = found.device is not None and found.device.family == "Spider"
        if robot or _ROBOT.search(agent):
            return NOBODY, True
        browser, system = found.user_agent, found.os
        family = system.family if system else ""
        client = Client(
            browser=_BROWSERS.get(browser.family, browser.family) if browser else "",
            browser_version=(browser.major or "") if browser else "",
            os=_SYSTEMS.get(family, family),
            os_version=".".join(filter(None, (system.major, system.minor))) if system else "",
            device=_device(agent, family),
        )
        return msgspec.structs.replace(client, os_version=_release(client)), False


@lru_cache(maxsize=1)
def _parser() -> Parser:
    """The parser with its thousand patterns: half a second's work, so once for each process."""
    return Parser(Resolver(load_builtins()))


def _device(agent: str, system: str) -> str:
    """Desktop, Mobile or Tablet; empty where the program runs on nobody's screen as far as it says."""
    if _TV.search(agent):
        return "Desktop"  # a large screen that is not carried about
    if _TABLET.search(agent) and not agent.startswith("Dalvik"):
        return "Tablet"
    if _MOBILE.search(agent) or system in {"iOS", "Android"}:
        return "Mobile"
    return "Desktop" if system else ""


def _release(client: Client) -> str:
    """A version that says something: browsers froze macOS at 10.15, and ChromeOS counts builds."""
    if client.os == "macOS" and client.os_version == "10.15":
        return ""
    return "" if client.os in {"ChromeOS", "Linux"} else client.os_version
