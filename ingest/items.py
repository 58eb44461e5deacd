"""The ten payload types as they come over the wire.

Every rule that one field can be checked by stands here, with the words in which a refusal names it. Two kinds of text:
what things are found by (a name, an id) is refused where it is too long; what people and pages write is cut to its
length, which stands in :mod:`ingest.columns`.
"""

from typing import Annotated, Any, Literal

from msgspec import Meta, Raw, Struct

NAME_LENGTH = 200
KEYS = 100
"""Most entries of ``data`` and ``traits``."""
ANSWERS = 100
MOST_MONEY = 100_000_000_000
"""Beyond it a float no longer holds the four decimals that are kept."""
MOST_PIXELS = 10_000_000
MOST_ENGAGED = 86_400_000

Label = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=NAME_LENGTH,
        description=f"a string of 1 to {NAME_LENGTH} characters",
    ),
]
Identifier = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=64,
        description="a string of 1 to 64 characters",
    ),
]
Word = Annotated[str, Meta(max_length=NAME_LENGTH, description=f"a string of up to {NAME_LENGTH} characters")]
Text = Annotated[str, Meta(description="a string")]
Needed = Annotated[str, Meta(min_length=1, description="a string that is not empty")]
Moment = Annotated[str | int | float, Meta(description="an ISO 8601 time or milliseconds since the Unix epoch")]
Currency = Annotated[
    str, Meta(pattern=r"^[A-Za-z]{3}$", description="a three-letter ISO 4217 currency code, such as USD")
]
Money = Annotated[
    float,
    Meta(ge=-MOST_MONEY, le=MOST_MONEY, description=f"a number from -{MOST_MONEY} to {MOST_MONEY}"),
]
Count = Annotated[int, Meta(ge=0, le=4_294_967_295, description="a whole number from 0 to 4294967295")]
Size = Annotated[float, Meta(ge=0, le=MOST_PIXELS, description=f"a number from 0 to {MOST_PIXELS}")]
Pixel = Annotated[
    float, Meta(ge=-MOST_PIXELS, le=MOST_PIXELS, description=f"a number from -{MOST_PIXELS} to {MOST_PIXELS}")
]
Share = Annotated[float, Meta(ge=0, le=1, description="a number from 0 to 1")]
Depth = Annotated[float, Meta(ge=0, le=100, description="a number from 0 to 100")]
Engaged = Annotated[float, Meta(ge=0, le=MOST_ENGAGED, description=f"a number from 0 to {MOST_ENGAGED}")]
Measure = Annotated[float, Meta(ge=0, le=1e9, description="a number from 0 to 1000000000")]
Key = Annotated[str, Meta(min_length=1, max_length=NAME_LENGTH)]
Fields = Annotated[
    dict[Key, Any],
    Meta(
        max_length=KEYS,
        description=f"an object of at most {KEYS} entries, each with a name of 1 to {NAME_LENGTH} characters",
    ),
]


class Answer(Struct, frozen=True):
    """What was said to one question; ``value`` is as the survey asks for it."""

    question_id: Label
    value: Any


class Item(Struct, tag_field="type", kw_only=True, frozen=True):
    """What may stand on every type."""

    id: Identifier | None = None
    visitor_id: Word | None = None
    timestamp: Moment | None = None
    hostname: Text | None = None
    path: Text | None = None
    view_id: Identifier | None = None
    webdriver: Annotated[bool, Meta(description="true or false")] | None = None
    payload: Raw = Raw()
    """Set where the fields of the type come in an envelope."""


class Pageview(Item, tag="pageview", kw_only=True, frozen=True):
    """A page was seen."""

    path: Needed
    title: Text | None = None
    referrer: Text | None = None
    screen: Text | None = None
    language: Text | None = None
    utm_source: Text | None = None
    utm_medium: Text | None = None
    utm_campaign: Text | None = None
    utm_term: Text | None = None
    utm_content: Text | None = None


class Event(Item, tag="event", kw_only=True, frozen=True):
    """Something that the site gave a name to."""

    name: Label
    data: Fields | None = None
    revenue_amount: Money | None = None
    revenue_currency: Currency | None = None


class Identify(Item, tag="identify", kw_only=True, frozen=True):
    """Traits of the visitor."""

    traits: Fields


class WebVital(Item, tag="web_vital", kw_only=True, frozen=True):
    """One of the Core Web Vitals. The rating is ours to make, from the value."""

    name: Annotated[Literal["LCP", "FCP", "CLS", "INP", "TTFB"], Meta(description="one of LCP, FCP, CLS, INP, TTFB")]
    value: Measure


class ScrollDepth(Item, tag="scroll_depth", kw_only=True, frozen=True):
    """How far a page was scrolled, in percent, and how long it was looked at."""

    max_depth: Depth
    engaged_ms: Engaged | None = None


class SearchQuery(Item, tag="search_query", kw_only=True, frozen=True):
    """A search on the site itself."""

    query: Needed
    results_count: Count | None = None


class Outlink(Item, tag="outlink", kw_only=True, frozen=True):
    """A click on a link that leads elsewhere."""

    url: Needed
    link_type: Text | None = None


class JsError(Item, tag="js_error", kw_only=True, frozen=True):
    """An error in a page's script."""

    message: Needed
    stack: Text | None = None
    filename: Text | None = None
    lineno: Count | None = None
    colno: Count | None = None


class ClickEvent(Item, tag="click_event", kw_only=True, frozen=True):
    """A click, in pixels of the page; ``element_x`` and ``element_y`` are shares of the element's size."""

    x: Pixel
    y: Pixel
    element_selector: Text | None = None
    viewport_width: Size | None = None
    viewport_height: Size | None = None
    page_width: Size | None = None
    page_height: Size | None = None
    element_x: Share | None = None
    element_y: Share | None = None


class SurveyResponse(Item, tag="survey_response", kw_only=True, frozen=True):
    """Answers to a survey."""

    survey_id: Identifier
    answers: Annotated[
        list[Answer],
        Meta(max_length=ANSWERS, description=f"a list of at most {ANSWERS} objects with 'question_id' and 'value'"),
    ]
    completed: Annotated[bool, Meta(description="true or false")] = False


AnyItem = (
    Pageview | Event | Identify | WebVital | ScrollDepth | SearchQuery | Outlink | JsError | ClickEvent | SurveyResponse
)
BY_TYPE: dict[str, type[Item]] = {
    str(kind.__struct_config__.tag): kind
    for kind in (
        Pageview,
        Event,
        Identify,
        WebVital,
        ScrollDepth,
        SearchQuery,
        Outlink,
        JsError,
        ClickEvent,
        SurveyResponse,
    )
}
