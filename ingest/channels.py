"""Where visitors come from: the source that a referrer names, and the channel that it makes with the campaign."""

from collections.abc import Iterator
from enum import StrEnum
from urllib.parse import urlsplit


class Channel(StrEnum):
    """How a session came about, as reports name it."""

    DIRECT = "Direct"
    SEARCH = "Organic Search"
    PAID = "Paid"
    SOCIAL = "Social"
    EMAIL = "Email"
    REFERRAL = "Referral"
    AI = "AI Assistants"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ALIASES: dict[str, str] = {
    # link shorteners, mobile hosts and apps of one house, by the host that everybody knows it by
    "t.co": "twitter.com",
    "x.com": "twitter.com",
    "mobile.twitter.com": "twitter.com",
    "com.twitter.android": "twitter.com",
    "l.facebook.com": "facebook.com",
    "lm.facebook.com": "facebook.com",
    "m.facebook.com": "facebook.com",
    "fb.me": "facebook.com",
    "com.facebook.katana": "facebook.com",
    "l.instagram.com": "instagram.com",
    "com.instagram.android": "instagram.com",
    "l.threads.net": "threads.net",
    "threads.com": "threads.net",
    "lnkd.in": "linkedin.com",
    "com.linkedin.android": "linkedin.com",
    "old.reddit.com": "reddit.com",
    "out.reddit.com": "reddit.com",
    "new.reddit.com": "reddit.com",
    "com.reddit.frontpage": "reddit.com",
    "youtu.be": "youtube.com",
    "m.youtube.com": "youtube.com",
    "com.google.android.youtube": "youtube.com",
    "com.google.android.googlequicksearchbox": "google.com",
    "com.google.android.gm": "mail.google.com",
    "away.vk.com": "vk.com",
    "m.vk.com": "vk.com",
    "out.pinterest.com": "pinterest.com",
    "pin.it": "pinterest.com",
    "web.telegram.org": "telegram.org",
    "t.me": "telegram.org",
    "org.telegram.messenger": "telegram.org",
    "wa.me": "whatsapp.com",
    "web.whatsapp.com": "whatsapp.com",
    "com.slack": "slack.com",
    "chat.openai.com": "chatgpt.com",
    "cn.bing.com": "bing.com",
    "html.duckduckgo.com": "duckduckgo.com",
    "m.baidu.com": "baidu.com",
    "ya.ru": "yandex.ru",
    "en.m.wikipedia.org": "en.wikipedia.org",
}
_NATIONAL = ("google", "yahoo", "yandex", "pinterest", "ecosia", "amazon", "baidu")
"""Houses with a host in each country: ``google.de`` and ``google.co.uk`` are ``google.com``."""

SEARCH = _words(
    "google.com bing.com duckduckgo.com yahoo.com search.yahoo.com yandex.com baidu.com ecosia.org qwant.com "
    "startpage.com search.brave.com naver.com search.naver.com seznam.cz search.seznam.cz kagi.com sogou.com so.com "
    "swisscows.com mojeek.com metager.org search.marginalia.nu presearch.com aol.com search.aol.com ask.com daum.net "
    "search.daum.net petalsearch.com"
)
SOCIAL = _words(
    "facebook.com twitter.com instagram.com linkedin.com reddit.com youtube.com pinterest.com tiktok.com threads.net "
    "bsky.app mastodon.social vk.com ok.ru weibo.com news.ycombinator.com lobste.rs tumblr.com snapchat.com quora.com "
    "telegram.org whatsapp.com discord.com twitch.tv xing.com line.me producthunt.com flipboard.com medium.com "
    "lemmy.world dev.to slashdot.org"
)
EMAIL = _words(
    "mail.google.com outlook.live.com outlook.office.com outlook.office365.com mail.yahoo.com mail.proton.me "
    "mail.aol.com mail.yandex.com app.fastmail.com mail.zoho.com deref-gmx.net deref-web.de mail.ru"
)
AI = _words(
    "chatgpt.com perplexity.ai claude.ai gemini.google.com copilot.microsoft.com copilot.cloud.microsoft "
    "chat.mistral.ai chat.deepseek.com grok.com meta.ai you.com poe.com phind.com notebooklm.google.com "
    "duck.ai kimi.com chat.qwen.ai"
)
_BY_HOST: tuple[tuple[frozenset[str], Channel], ...] = (
    (AI, Channel.AI),
    (EMAIL, Channel.EMAIL),
    (SEARCH, Channel.SEARCH),
    (SOCIAL, Channel.SOCIAL),
)
_PAID = _words(
    "cpc ppc cpm cpv cpa cpp cpl ppv paid paidsearch paid-search paid_search paidsocial paid-social paid_social "
    "display banner retargeting remarketing ads ad sem expandable interstitial"
)
_BY_MEDIUM: dict[str, Channel] = {
    **dict.fromkeys(_PAID, Channel.PAID),
    **dict.fromkeys(_words("email e-mail e_mail mail newsletter"), Channel.EMAIL),
    **dict.fromkeys(_words("social social-network social-media social_media sm"), Channel.SOCIAL),
    **dict.fromkeys(_words("organic search"), Channel.SEARCH),
    **dict.fromkeys(_words("ai llm chatbot ai-assistant"), Channel.AI),
    **dict.fromkeys(_words("referral affiliate affiliates partner link"), Channel.REFERRAL),
}


def source_of(host: str) -> str:
    """The name under which a referring host is counted."""
    bare = host.removeprefix("www.")
    bare = ALIASES.get(bare, bare)
    for house in _NATIONAL:
        if bare.startswith(house + ".") and _is_suffix(bare.removeprefix(house + ".")):
            return f"{house}.org" if house == "ecosia" else f"{house}.com"
    return bare


def channel_of(source: str, medium: str, campaign_source: str) -> Channel:
    """The channel of a session with that source, ``utm_medium`` and ``utm_source``; both of the latter may be empty."""
    by_medium = _BY_MEDIUM.get(medium.strip().lower())
    if by_medium is not None:
        return by_medium
    for name in _names(campaign_source.strip().lower(), source):
        for hosts, channel in _BY_HOST:
            if name in hosts:
                return channel
    if campaign_source.strip().lower() in {"newsletter", "email"}:
        return Channel.EMAIL
    return Channel.REFERRAL if source or campaign_source or medium else Channel.DIRECT


def split_referrer(referrer: str) -> tuple[str, str]:
    """The host of a referrer, and the referrer without query and fragment; both empty where it is none."""
    try:
        parts = urlsplit(referrer)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return "", ""
    if not host or parts.scheme not in {"http", "https", "android-app", "ios-app"}:
        return "", ""
    return host, f"{parts.scheme}://{host}{parts.path}".rstrip("/")


def same_site(host: str, *own: str) -> bool:
    """Whether a host is one of our own, or under one."""
    bare = host.removeprefix("www.")
    return any(bare == site or bare.endswith("." + site) for site in (one.removeprefix("www.") for one in own) if site)


def _names(campaign_source: str, source: str) -> Iterator[str]:
    """What a campaign's source may stand for (``google``, ``facebook.com``), then the referrer's."""
    if campaign_source:
        yield source_of(campaign_source)
        yield source_of(f"{campaign_source}.com")
    yield source


def _is_suffix(text: str) -> bool:
    """Whether this can be a public suffix: ``de``, ``co.uk``."""
    parts = text.split(".")
    return len(parts[-1]) <= 3 and (len(parts) == 1 or (len(parts) == 2 and parts[0] in {"co", "com", "ne", "or"}))  # noqa: PLR2004 - a suffix of a country has one or two parts
