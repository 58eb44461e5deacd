"""Reports as mails: tables and inline styles, which every mail client draws; no scripts, no pictures from elsewhere.

The light colours stand in the elements, the dark ones in a style sheet that clients without dark mode leave aside.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from notify.messages import Letter
from pulse.windows import Interval
from resolvers.digest import Digest, Figure, Section
from resolvers.stats import Point
from warehouse.catalog import Unit

FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
INK, FAINT, LINE, PAPER, CARD = "#18181b", "#52525b", "#e4e4e7", "#f4f4f5", "#ffffff"
BAR, TRACK, GOOD, BAD = "#4f46e5", "#e0e7ff", "#15803d", "#b91c1c"
CHART_HEIGHT = 96
BAR_LEAST = 2
NAME_MOST = 48
_PER_ROW = 3
_NAMED_MOST = 7
"""A week's days have room for their names and numbers."""
_MARKED = ("01", "08", "15", "22", "29")
"""Days of a month that are named under their bars."""

_DARK = (
    ".paper{background:#0c0c0f!important}.card{background:#18181b!important}"
    ".ink{color:#fafafa!important}.faint{color:#a1a1aa!important}.line{border-color:#3f3f46!important}"
    ".bar{background:#818cf8!important}.track{background:#312e81!important}"
    ".good{color:#4ade80!important}.bad{color:#f87171!important}"
)
_STYLE = (
    ":root{color-scheme:light dark}body{margin:0}"
    "@media (prefers-color-scheme:dark){" + _DARK + "}"
    "@media (max-width:480px){.pad{padding-left:16px!important;padding-right:16px!important}"
    ".big{font-size:17px!important}}"
)


def letter_of(found: Digest, dashboard: str, unsubscribe: str) -> Letter:
    """A report as a mail, with the headers by which a mail client offers to unsubscribe at a click."""
    return Letter(
        subject=subject_of(found),
        text=text_of(found, dashboard, unsubscribe),
        html=html_of(found, dashboard, unsubscribe),
        headers={"List-Unsubscribe": f"<{unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )


def subject_of(found: Digest) -> str:
    """What stands in the list of mails."""
    visitors = found.figures[0]
    changed = f" ({_change(visitors)})" if visitors.change else ""
    return f"{found.project}: {_number(visitors)} visitors{changed}, {period_of(found)}"


def period_of(found: Digest) -> str:
    """The period in words: from which day to which of which month, or the month."""
    zone = ZoneInfo(found.zone)
    first = datetime.fromtimestamp(found.window.start / 1000, zone)
    last = datetime.fromtimestamp((found.window.end - 1) / 1000, zone)
    if found.interval is Interval.MONTH:
        return f"{first:%B %Y}"
    if first.month == last.month:
        return f"{first.day}–{last.day} {last:%B %Y}"  # noqa: RUF001 - the dash of a range
    return f"{first.day} {first:%B} – {last.day} {last:%B %Y}"  # noqa: RUF001 - as above


def text_of(found: Digest, dashboard: str, unsubscribe: str) -> str:
    """The part for those who read plain text."""
    lines = [f"{found.project} ({found.domain})", period_of(found), ""]
    everything = [*found.figures, *([found.errors] if found.errors else [])]
    lines += [_text_figure(figure) for figure in everything]
    most = max((day.visitors for day in found.days), default=0)
    lines += ["", "Visitors by day"]
    lines += [
        f"  {_day(day, 'long'):<12}{day.visitors:>9,}  {'█' * _scaled(day.visitors, most, 24)}" for day in found.days
    ]
    if found.goals:
        lines += ["", "Goals", *(_text_figure(goal) for goal in found.goals)]
    for section in found.sections:
        lines += ["", f"{section.title} ({section.unit})"]
        lines += [f"  {_short(line.name):<{NAME_MOST}} {line.value:>9,}" for line in section.lines]
    lines += ["", f"Dashboard:   {dashboard}", f"Unsubscribe: {unsubscribe}", ""]
    return "\n".join(lines)


def html_of(found: Digest, dashboard: str, unsubscribe: str) -> str:
    """The part for everybody else."""
    parts = [_head(found), _grid(found.figures), _chart(found.days)]
    if found.goals:
        parts.append(_figures("Goals", found.goals))
    if found.errors:
        parts.append(_figures("Quality", [found.errors]))
    parts += [_list(section) for section in found.sections]
    parts += [_button(dashboard), _foot(found, unsubscribe)]
    return page(subject_of(found), "".join(parts))


def page(title: str, rows: str) -> str:
    """A whole mail around rows of its one column."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f'<body class="paper" style="margin:0;background:{PAPER}">'
        f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="paper"'
        f' style="background:{PAPER}"><tr><td align="center" style="padding:24px 8px">'
        f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="card"'
        f' style="max-width:600px;background:{CARD};border-radius:12px;{FONT}">{rows}</table>'
        "</td></tr></table></body></html>"
    )


def paragraph(text: str) -> str:
    """A row of text."""
    style = f"padding:8px 32px;font-size:15px;line-height:1.5;color:{INK};word-break:break-word"
    return f'<tr><td class="pad ink" style="{style}">{escape(text)}</td></tr>'


def _heading(text: str) -> str:
    style = f"margin:0;font-size:20px;line-height:1.3;color:{INK}"
    return (
        f'<tr><td class="pad" style="padding:28px 32px 0"><h1 class="ink" style="{style}">{escape(text)}</h1></td></tr>'
    )


def _space() -> str:
    return '<tr><td style="padding:0 0 24px"></td></tr>'


def notice_html(title: str, said: str, dashboard: str) -> str:
    """A mail of one sentence."""
    return page(title, _heading(title) + paragraph(said) + _button(dashboard) + _space())


def _head(found: Digest) -> str:
    word = "Monthly" if found.interval is Interval.MONTH else "Weekly"
    return (
        '<tr><td class="pad" style="padding:28px 32px 8px">'
        f'<div class="faint" style="font-size:13px;color:{FAINT}">{word} report · {escape(found.domain)}</div>'
        f'<h1 class="ink" style="margin:4px 0 0;font-size:24px;line-height:1.25;color:{INK}">'
        f"{escape(found.project)}</h1>"
        f'<div class="faint" style="font-size:15px;color:{FAINT};padding-top:2px">{escape(period_of(found))}</div>'
        "</td></tr>"
    )


def _grid(figures: Sequence[Figure]) -> str:
    rows = [figures[at : at + _PER_ROW] for at in range(0, len(figures), _PER_ROW)]
    cells = "".join("<tr>" + "".join(_tile(figure) for figure in row) + "</tr>" for row in rows)
    return (
        '<tr><td class="pad" style="padding:8px 32px">'
        f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="table-layout:fixed">{cells}'
        "</table></td></tr>"
    )


def _tile(figure: Figure) -> str:
    return (
        '<td valign="top" style="padding:10px 8px 10px 0">'
        f'<div class="faint" style="font-size:13px;color:{FAINT}">{escape(figure.title)}</div>'
        f'<div class="ink big" style="font-size:24px;font-weight:600;line-height:1.3;white-space:nowrap;color:{INK}">'
        f"{_number(figure)}</div>"
        f"{_tone(figure)}</td>"
    )


def _tone(figure: Figure) -> str:
    if figure.change is None:
        return f'<div class="faint" style="font-size:13px;color:{FAINT}">nothing before</div>'
    if figure.change == 0:
        return f'<div class="faint" style="font-size:13px;color:{FAINT}">no change</div>'
    good = (figure.change > 0) != figure.falling
    kind, colour = ("good", GOOD) if good else ("bad", BAD)
    return f'<div class="{kind}" style="font-size:13px;color:{colour}">{_change(figure)}</div>'


def _chart(days: Sequence[Point]) -> str:
    most = max((day.visitors for day in days), default=0)
    few = len(days) <= _NAMED_MOST
    bars = "".join(_bar(day, most, few=few) for day in days)
    labels = "".join(
        f'<td align="center" class="faint" style="font-size:11px;color:{FAINT};padding-top:4px">'
        f"{_day(day, 'name') if few else _day(day, 'number') if day.label[-2:] in _MARKED else ''}</td>"
        for day in days
    )
    return _titled(
        "Visitors by day",
        f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="table-layout:fixed">'
        f"<tr>{bars}</tr><tr>{labels}</tr></table>",
    )


def _bar(day: Point, most: int, *, few: bool) -> str:
    """A day as a column, with its number above where there is room."""
    height = max(_scaled(day.visitors, most, CHART_HEIGHT), BAR_LEAST)
    said = f'<div class="faint" style="font-size:11px;color:{FAINT}">{day.visitors:,}</div>' if few else ""
    return (
        f'<td align="center" valign="bottom" style="padding:0 {8 if few else 1}px;height:{CHART_HEIGHT + 18}px"'
        f' title="{day.visitors:,}">{said}<div class="bar" style="height:{height}px;line-height:{height}px;'
        f'font-size:1px;background:{BAR};border-radius:3px 3px 0 0">&nbsp;</div></td>'
    )


def _figures(title: str, figures: Iterable[Figure]) -> str:
    rows = "".join(
        f'<tr><td class="ink line" style="padding:6px 0;font-size:14px;color:{INK};border-bottom:1px solid {LINE};'
        f'word-break:break-word">{escape(_short(figure.title))}</td>'
        f'<td align="right" class="ink line" style="padding:6px 0;font-size:14px;color:{INK};'
        f'border-bottom:1px solid {LINE}">{_number(figure)}</td>'
        f'<td align="right" width="110" class="line" style="padding:6px 0;border-bottom:1px solid {LINE}">'
        f"{_tone(figure)}</td></tr>"
        for figure in figures
    )
    return _titled(title, _table(rows))


def _list(section: Section) -> str:
    rows = "".join(
        f'<tr><td class="ink" style="padding:9px 0 4px;font-size:14px;color:{INK};word-break:break-word">'
        f"{escape(_short(line.name))}</td>"
        f'<td align="right" width="90" class="ink" style="padding:9px 0 4px;font-size:14px;color:{INK}">{line.value:,}'
        f'</td></tr><tr><td colspan="2" style="padding:0">{_share(line.share)}</td></tr>'
        for line in section.lines
    )
    return _titled(f"{section.title} · {section.unit}", _table(rows))


def _share(share: float) -> str:
    part = max(round(share), 1)
    rest = "" if part == 100 else f'<td class="track" style="background:{TRACK};height:4px;font-size:1px">&nbsp;</td>'  # noqa: PLR2004 - percent
    return (
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr style="line-height:4px">'
        f'<td class="bar" width="{part}%" style="background:{BAR};height:4px;font-size:1px">&nbsp;</td>{rest}</tr>'
        "</table>"
    )


def _table(rows: str) -> str:
    return f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0">{rows}</table>'


def _titled(title: str, inner: str) -> str:
    return (
        '<tr><td class="pad" style="padding:18px 32px 0">'
        f'<h2 class="ink" style="margin:0 0 8px;font-size:15px;color:{INK}">{escape(title)}</h2>{inner}</td></tr>'
    )


def _button(dashboard: str) -> str:
    return (
        '<tr><td class="pad" style="padding:26px 32px 8px">'
        f'<a href="{escape(dashboard)}" style="display:inline-block;background:{BAR};color:#ffffff;font-size:15px;'
        'font-weight:600;text-decoration:none;padding:11px 20px;border-radius:8px">Open the dashboard</a></td></tr>'
    )


def _foot(found: Digest, unsubscribe: str) -> str:
    style = f"padding:12px 32px 28px;font-size:12px;line-height:1.5;color:{FAINT}"
    link = f'<a href="{escape(unsubscribe)}" class="faint" style="color:{FAINT}">Unsubscribe</a>'
    return (
        f'<tr><td class="pad faint" style="{style}">Changes are against the period before. Days are those of'
        f" {escape(found.zone)}.<br>You get this because somebody put your address on the list of"
        f" {escape(found.domain)}. {link}</td></tr>"
    )


def _number(figure: Figure) -> str:
    if figure.unit is Unit.PERCENT:
        return f"{figure.value:.1f} %"
    if figure.unit is Unit.SECONDS:
        minutes, seconds = divmod(round(figure.value), 60)
        return f"{minutes} m {seconds:02} s" if minutes else f"{seconds} s"
    return f"{figure.value:,.0f}"


def _change(figure: Figure) -> str:
    change = figure.change or 0.0
    return f"{'▲' if change > 0 else '▼'} {abs(change):,.1f} %"


def _text_figure(figure: Figure) -> str:
    changed = f"  {_change(figure)}" if figure.change else ""
    return f"  {_short(figure.title):<18}{_number(figure):>12}{changed}"


def _day(day: Point, form: str) -> str:
    date = datetime.fromisoformat(day.label)
    return f"{date:%a %d %b}" if form == "long" else f"{date:%a}" if form == "name" else f"{date.day}"


def _scaled(value: float, most: float, size: int) -> int:
    return round(size * value / most) if most else 0


def _short(name: str) -> str:
    return name if len(name) <= NAME_MOST else name[: NAME_MOST - 1] + "…"
