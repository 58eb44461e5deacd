"""What other programs call browsers, systems, devices, countries and sources, in our words."""

from functools import cache
from importlib.resources import files

from ingest.channels import AI, EMAIL, SEARCH, SOCIAL, source_of

_BROWSERS = {
    "microsoft edge": "Edge",
    "edge-chromium": "Edge",
    "edge-ios": "Edge",
    "edge": "Edge",
    "chrome": "Chrome",
    "chromium-webview": "Chrome",
    "crios": "Chrome",
    "android webview": "Chrome",
    "chrome webview": "Chrome",
    "firefox": "Firefox",
    "fxios": "Firefox",
    "safari": "Safari",
    "safari (in-app)": "Safari",
    "mobile safari": "Safari",
    "ios": "Safari",
    "ios-webview": "Safari",
    "opera": "Opera",
    "opera-mini": "Opera",
    "samsung": "Samsung Internet",
    "samsung browser": "Samsung Internet",
    "samsung internet": "Samsung Internet",
    "ie": "IE",
    "internet explorer": "IE",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "yandexbrowser": "Yandex Browser",
}
_SYSTEMS = {
    "mac": "macOS",
    "mac os": "macOS",
    "macos": "macOS",
    "macintosh": "macOS",
    "gnu/linux": "Linux",
    "linux": "Linux",
    "ubuntu": "Linux",
    "chrome os": "ChromeOS",
    "android os": "Android",
    "android": "Android",
    "ios": "iOS",
    "ipados": "iOS",
    "windows": "Windows",
}
_DEVICES = {
    "desktop": "Desktop",
    "laptop": "Desktop",
    "ultrawide": "Desktop",
    "ultra-wide": "Desktop",
    "smart tv": "Desktop",
    "mobile": "Mobile",
    "tablet": "Tablet",
}
_NOTHING = frozenset(
    {
        "",
        "(not set)",
        "(not provided)",
        "(none)",
        "(direct)",
        "(data not available)",
        "(other)",
        "direct / none",
        "unknown",
        "zz",
    }
)
_SOURCES = {"hacker news": "news.ycombinator.com", "gmail": "mail.google.com", "wikipedia": "en.wikipedia.org"}
_KNOWN = SEARCH | SOCIAL | EMAIL | AI
_COUNTRIES = {
    # where the common name is not the one in the list that comes with the time zones
    "united kingdom": "GB",
    "türkiye": "TR",
    "turkey": "TR",
    "south korea": "KR",
    "north korea": "KP",
    "czechia": "CZ",
    "ivory coast": "CI",
    "côte d\N{RIGHT SINGLE QUOTATION MARK}ivoire": "CI",
    "myanmar (burma)": "MM",
    "hong kong": "HK",
    "macao": "MO",
    "taiwan": "TW",
    "russia": "RU",
    "vietnam": "VN",
    "bosnia & herzegovina": "BA",
    "congo - kinshasa": "CD",
    "congo - brazzaville": "CG",
    "st. lucia": "LC",
    "trinidad & tobago": "TT",
    "antigua & barbuda": "AG",
    "curaçao": "CW",
    "réunion": "RE",
    "palestine": "PS",
    "åland islands": "AX",
    "eswatini": "SZ",
    "cape verde": "CV",
}


def told(text: str) -> str:
    """A value, or nothing where the text only says that there is none."""
    return "" if text.strip().lower() in _NOTHING else text.strip()


def browser(text: str) -> str:
    """A browser's name."""
    return _BROWSERS.get(text.lower(), told(text))


def system(text: str) -> tuple[str, str]:
    """A system's name and the version that stands with it: ``Windows 10``."""
    name, _, version = text.strip().rpartition(" ")
    if name and version[:1].isdigit():
        return _SYSTEMS.get(name.lower(), name), version
    return _SYSTEMS.get(text.lower(), told(text)), ""


def device(text: str) -> str:
    """Desktop, Mobile or Tablet."""
    return _DEVICES.get(text.lower(), told(text))


def country(text: str) -> str:
    """The two letters of a country that is named by them, or in English; ``XX`` where it is not known."""
    bare = told(text)
    if len(bare) == 2 and bare.isalpha():  # noqa: PLR2004 - the letters of a code
        return bare.upper()
    return _COUNTRIES.get(bare.lower()) or _listed().get(bare.lower(), "XX")


def source(text: str) -> str:
    """The host that a source is counted by, where its name is known; a name that is not stays as it is."""
    bare = told(text)
    if not bare or bare.lower() in _SOURCES:
        return _SOURCES.get(bare.lower(), "")
    if "." in bare:
        return source_of(bare.lower())
    host = source_of(f"{bare.lower().replace(' ', '')}.com")
    return host if host in _KNOWN else bare


@cache
def _listed() -> dict[str, str]:
    """Countries by their English names."""
    lines = files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name.lower(): code for code, name in rows}
