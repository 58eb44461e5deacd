"""What visitors of the demo shop are like: where they come from, what they carry, how they move, what they do."""

from dataclasses import dataclass
from typing import Any

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

SEARCHES: tuple[tuple[str, int, float], ...] = (
    # query, how many results, weight
    ("sencha", 4, 22), ("matcha", 3, 18), ("gift box", 2, 12), ("lapsang", 2, 10), ("oolong", 0, 9), ("decaf", 0, 8), ("teapot", 3, 7),
    ("green tea", 6, 6), ("earl grey", 0, 5), ("subscription", 1, 4), ("kombucha", 0, 3), ("cold brew", 2, 3), ("chai", 0, 3), ("filter bags", 1, 2),
)  # fmt: skip

ERRORS: tuple[tuple[str, str, str, int, tuple[str, ...], float], ...] = (
    # message, stack, file, line, the pages where it happens, weight
    ("TypeError: Cannot read properties of null (reading 'quantity')", "at updateCart (app.js:142:18)\n at onClick (app.js:98:5)", "app.js", 142, ("/teas/sencha", "/teas/lapsang"), 34),
    ("ReferenceError: wishlist is not defined", "at render (app.js:310:9)\n at mount (app.js:288:3)", "app.js", 310, ("/teas", "/teas/sencha"), 22),
    ("Error: Payment widget timed out after 8000 ms", "at Timeout (pay.js:44:11)", "pay.js", 44, ("/checkout",), 18),
    ("TypeError: Failed to fetch", "at loadStock (stock.js:21:14)\n at refresh (stock.js:9:3)", "stock.js", 21, ("/teas", "/", "/pricing"), 16),
    ("SyntaxError: Unexpected end of JSON input", "at JSON.parse (<anonymous>)\n at readPlan (plans.js:57:22)", "plans.js", 57, ("/pricing", "/signup"), 6),
    ("RangeError: Invalid time value", "at Date.toISOString (<anonymous>)\n at nextDelivery (plans.js:83:12)", "plans.js", 83, ("/signup",), 4),
)  # fmt: skip

BUTTONS: dict[str, tuple[tuple[str, float, int, float], ...]] = {
    # path: selector, where it stands across (a share of the window), how far down in pixels, weight
    "/": (("a.cta-primary", 0.33, 520, 40), ("nav a.teas", 0.62, 40, 18), ("nav a.pricing", 0.69, 40, 12), ("a.story", 0.5, 1180, 8), ("img.hero", 0.72, 430, 9), ("footer a", 0.4, 2060, 3)),
    "/pricing": (("button.plan-monthly", 0.36, 580, 34), ("button.plan-annual", 0.64, 580, 26), ("label.toggle", 0.5, 300, 16), ("summary.faq", 0.4, 1050, 10), ("nav a.teas", 0.62, 40, 6)),
    "/teas": (("a.card-sencha", 0.26, 640, 32), ("a.card-lapsang", 0.52, 640, 26), ("input.filter", 0.3, 220, 10), ("a.card-gift", 0.78, 640, 12), ("a.card-teapot", 0.26, 1090, 7)),
    "/teas/sencha": (("button.add", 0.68, 470, 40), ("img.tin", 0.3, 420, 18), ("select.size", 0.66, 390, 14), ("a.reviews", 0.6, 900, 8)),
    "/signup": (("button.start", 0.49, 460, 40), ("button.google", 0.49, 380, 20), ("input.email", 0.49, 310, 24)),
    "/checkout": (("button.pay", 0.34, 760, 38), ("input.card", 0.34, 520, 22), ("a.coupon", 0.7, 350, 12)),
}  # fmt: skip

OUTLINKS: tuple[tuple[str, float], ...] = (
    ("https://en.wikipedia.org/wiki/Sencha", 30),
    ("https://www.instagram.com/kettle", 24),
    ("https://github.com/kettle/brew-timer", 18),
    ("https://en.wikipedia.org/wiki/Lapsang_souchong", 14),
    ("https://www.youtube.com/watch?v=brewing", 10),
    ("https://www.trustpilot.com/review/kettle.example", 8),
)

VITALS: dict[str, float] = {"TTFB": 280, "FCP": 850, "LCP": 1500, "CLS": 0.05, "INP": 110}
"""What is typical of each metric: milliseconds, and a share for CLS."""

SLOWNESS: dict[str, float] = {"/": 0.85, "/checkout": 1.7, "/teas": 1.25, "/pricing": 0.95, "/blog/brewing-guide": 1.4}
"""How many times slower than typical a page is."""

DEPTHS: dict[str, int] = {
    "/": 48,
    "/teas": 66,
    "/pricing": 74,
    "/signup": 88,
    "/checkout": 84,
    "/about": 58,
    "/blog/brewing-guide": 57,
}
"""How far down readers usually get, in percent; elsewhere it is some 62."""

FUNNELS: tuple[tuple[str, int | None, tuple[tuple[str, str, str], ...]], ...] = (
    # name, seconds for the whole way, steps by kind, value and label
    ("From plans to the first tin", 604_800, (("pageview", "/pricing", "Looks at plans"), ("pageview", "/signup", "Opens sign-up"), ("event", "signup_complete", "Signs up"), ("event", "purchase", "Buys"))),
    ("From the shelf to the cart", None, (("pageview", "/teas", "Sees all teas"), ("pageview", "/teas/*", "Looks at one"), ("event", "add_to_cart", "Puts it in the cart"))),
    ("From the blog to the shop", 86_400, (("pageview", "/blog/*", "Reads the blog"), ("pageview", "/teas", "Sees all teas"), ("event", "purchase", "Buys"))),
)  # fmt: skip

GOALS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    # name, type, config
    ("Purchase", "event", {"event_name": "purchase"}),
    ("Sign-up", "event", {"event_name": "signup_complete"}),
    ("Reads the guide", "pageview", {"path": "/blog/*"}),
    ("Stays three minutes", "duration", {"threshold_seconds": 180}),
    ("Looks around", "pages_per_session", {"threshold_pages": 4}),
)
