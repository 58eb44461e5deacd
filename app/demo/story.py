"""What visitors of the demo shop are like: where they come from, what they carry, how they move, what they do."""

from dataclasses import dataclass

Weighted = tuple[tuple[str, float], ...]

DOMAIN = "kettle.example"

AGENTS: tuple[tuple[str, str, float], ...] = (
    # user agent, screen, weight
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36", "1920x1080", 30),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36", "1512x982", 14),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15", "1440x900", 9),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1", "393x852", 18),
    ("Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36", "412x915", 9),
    ("Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", "360x780", 4),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0", "2560x1440", 6),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0", "1920x1080", 5),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0", "1536x864", 7),
    ("Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1", "820x1180", 4),
)  # fmt: skip

COUNTRIES: tuple[tuple[str, str, float], ...] = (
    # country, browser language, weight
    ("US", "en-US", 38), ("GB", "en-GB", 13), ("DE", "de-DE", 9), ("IN", "en-IN", 7), ("CA", "en-CA", 6), ("FR", "fr-FR", 5),
    ("JP", "ja-JP", 5), ("AU", "en-AU", 4), ("NL", "nl-NL", 3), ("BR", "pt-BR", 3), ("SE", "sv-SE", 2), ("PL", "pl-PL", 2), ("ES", "es-ES", 3),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a session begins."""

    referrer: str
    utm: dict[str, str]
    landing: Weighted
    weight: float


_ANYWHERE: Weighted = (
    ("/", 60),
    ("/teas", 14),
    ("/pricing", 10),
    ("/blog/brewing-guide", 10),
    ("/blog/water-matters", 6),
)
_BLOG: Weighted = (("/blog/brewing-guide", 55), ("/blog/water-matters", 30), ("/", 15))

ARRIVALS: tuple[Arrival, ...] = (
    Arrival("", {}, _ANYWHERE, 36),
    Arrival("https://www.google.com/", {}, _ANYWHERE, 24),
    Arrival("https://duckduckgo.com/", {}, _ANYWHERE, 3),
    Arrival("https://news.ycombinator.com/item?id=1", {}, _BLOG, 3),
    Arrival("https://www.reddit.com/r/tea/", {}, _BLOG, 5),
    Arrival("https://t.co/abc", {}, _BLOG, 4),
    Arrival("https://github.com/", {}, _ANYWHERE, 2),
    Arrival("https://chatgpt.com/", {}, _BLOG, 4),
    Arrival("https://www.google.com/", {"utm_source": "google", "utm_medium": "cpc", "utm_campaign": "spring_sale", "utm_term": "loose leaf tea"}, (("/pricing", 50), ("/", 50)), 8),
    Arrival("", {"utm_source": "newsletter", "utm_medium": "email", "utm_campaign": "first_flush"}, (("/teas", 70), ("/teas/sencha", 30)), 6),
    Arrival("https://www.instagram.com/", {"utm_source": "instagram", "utm_medium": "social", "utm_campaign": "product_launch", "utm_content": "reel_a"}, (("/teas/lapsang", 60), ("/", 40)), 5),
)  # fmt: skip

PAGES: dict[str, tuple[str, Weighted, int]] = {
    # path: title, where visitors go next ("" leaves), how many seconds they stay
    "/": ("Kettle: tea that arrives when the tin is empty", (("/teas", 30), ("/pricing", 24), ("/blog/brewing-guide", 8), ("/about", 6), ("", 32)), 38),
    "/teas": ("All teas · Kettle", (("/teas/sencha", 26), ("/teas/lapsang", 20), ("/pricing", 16), ("/search", 8), ("", 30)), 52),
    "/teas/sencha": ("Sencha from Uji · Kettle", (("/checkout", 20), ("/teas", 25), ("/teas/lapsang", 15), ("", 40)), 70),
    "/teas/lapsang": ("Lapsang, gently smoked · Kettle", (("/checkout", 16), ("/teas", 28), ("/teas/sencha", 16), ("", 40)), 66),
    "/pricing": ("Plans · Kettle", (("/signup", 32), ("/teas", 14), ("/", 10), ("/about", 5), ("", 39)), 85),
    "/signup": ("Start your first tin · Kettle", (("/checkout", 30), ("/pricing", 14), ("", 56)), 60),
    "/checkout": ("Checkout · Kettle", (("/", 12), ("", 88)), 95),
    "/blog/brewing-guide": ("A brewing guide without rituals · Kettle", (("/blog/water-matters", 18), ("/teas", 16), ("/", 10), ("", 56)), 190),
    "/blog/water-matters": ("Why your water matters · Kettle", (("/blog/brewing-guide", 16), ("/teas", 12), ("", 72)), 160),
    "/about": ("Who we are · Kettle", (("/", 20), ("/teas", 20), ("", 60)), 40),
    "/search": ("Search · Kettle", (("/teas/sencha", 30), ("/teas/lapsang", 20), ("/teas", 20), ("", 30)), 20),
}  # fmt: skip

SEARCHES: tuple[tuple[str, int], ...] = (
    ("sencha", 4),
    ("decaf", 0),
    ("gift box", 2),
    ("matcha", 1),
    ("oolong", 0),
    ("teapot", 3),
)

ERRORS: tuple[tuple[str, str, int], ...] = (
    ("TypeError: Cannot read properties of null (reading 'quantity')", "at updateCart (app.js:142:18)\n at onClick (app.js:98:5)", 142),
    ("ReferenceError: wishlist is not defined", "at render (app.js:310:9)", 310),
    ("Error: Payment widget timed out after 8000 ms", "at Timeout (pay.js:44:11)", 44),
)  # fmt: skip

BUTTONS: dict[str, tuple[str, int, int]] = {
    # path: selector, x and y on a page 1440 wide
    "/": ("a.cta-primary", 482, 520),
    "/pricing": ("button.plan-monthly", 720, 580),
    "/teas": ("a.card-sencha", 380, 640),
    "/signup": ("button.start", 700, 460),
}

OUTLINKS = (
    "https://en.wikipedia.org/wiki/Sencha",
    "https://www.instagram.com/kettle",
    "https://github.com/kettle/brew-timer",
)
