"""Reads the documentation as it stands: its example requests, its sample answers, and the sentence above each.

The text is a sequence of blocks: sentences, curl commands, JSON objects. A JSON object right after a command is its
answer; one without a command is the answer of the path that the sentence above it describes.
"""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

CONTRACT = Path(__file__).resolve().parents[2] / "docs" / "contract"
TEXT = (CONTRACT / "api-documentation.txt").read_text()

NULLABLE = ("allowed_modules", "expires_at", "last_used_at", "LCP_p75", "FCP_p75", "CLS_p75", "INP_p75", "TTFB_p75")
NULLABLE += ("D1", "D7", "D14", "D30", "D60", "D90", "last_triggered")
"""What may be missing: a key's restrictions are optional, and a key may be new; a page's metric may be unmeasured, a
cohort too young, and a rule may never have fired."""
BY_TYPE = ("config", "trigger_config", "appearance")
"""Objects whose fields depend on the type beside them (a goal's, of which the documentation shows two of four), and
such as it leaves out where it showed them before."""

_COMMENT = re.compile(r"/\*.*?\*/")


@dataclass(frozen=True, slots=True)
class Request:
    """One of the documentation's curl commands."""

    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """What stands below one sentence of the documentation.

    Attributes:
        sentence: the line above.
        request: its command, where it has one.
        answer: the sample answer, where it has one.

    """

    sentence: str
    request: Request | None = None
    answer: Any = None


def examples() -> list[Example]:
    """Every example of the documentation, in its order."""
    return list(_examples(TEXT.splitlines()))


def _examples(lines: list[str]) -> Iterator[Example]:
    sentence, command, index = "", None, 0
    while index < len(lines):
        line = lines[index]
        if line.startswith("curl "):
            if command:
                yield Example(sentence, command)
            command, index = _command(lines, index)
        elif line == "{" or line.startswith('{ "'):
            answer, index = _object(lines, index)
            yield Example(sentence, command, answer)
            command = None
        else:
            if command:
                yield Example(sentence, command)
                command = None
            if " | " not in line and not line.endswith("|"):  # the table of parameters stands in between
                sentence = line.strip()
            index += 1


def _command(lines: list[str], index: int) -> tuple[Request, int]:
    text = ""
    while True:
        line = lines[index]
        index += 1
        if line.endswith("\\"):
            text += line[:-1] + " "
            continue
        text += line + "\n"
        try:
            return _request(shlex.split(text)), index
        except ValueError:  # a quote is still open
            continue


def _request(words: list[str]) -> Request:
    method, headers, body, url = "", {}, None, ""
    rest = iter(words[1:])
    for word in rest:
        if word == "-X":
            method = next(rest)
        elif word == "-H":
            name, _, value = next(rest).partition(":")
            headers[name] = value.strip()
        elif word == "-d":
            body = next(rest)
        elif word == "-o":
            next(rest)
        else:
            url = word
    parts = urlsplit(url)
    return Request(method or "GET", parts.path, parts.query, headers, body)


def _object(lines: list[str], index: int) -> tuple[Any, int]:
    text = ""
    while True:
        text += _COMMENT.sub("", lines[index])
        index += 1
        try:
            return json.loads(text), index
        except ValueError:
            if index == len(lines):
                raise


def differences(sample: Any, answer: Any, where: str = "answer") -> Iterator[str]:
    """How an answer differs from a documented sample: keys and their order, nesting, kinds of values."""
    if isinstance(sample, dict):
        yield from _object_differences(sample, answer, where)
    elif isinstance(sample, list):
        if not isinstance(answer, list):
            yield f"{where} is no list: {answer!r}"
        elif sample and isinstance(sample[0], dict | list):
            if not answer:
                yield f"{where} is empty, so that it shows nothing"
            for index, part in enumerate(answer):
                # Rows of one list may differ in kind (a step's value is a path or a name): one of the samples must fit.
                yield from min((list(differences(one, part, f"{where}[{index}]")) for one in sample), key=len)
    elif answer is None and where.rsplit(".", 1)[-1] in NULLABLE:
        return
    elif sample is not None and kind(sample) != kind(answer):
        yield f"{where} is {kind(answer)}, not {kind(sample)}: {answer!r}"


def _object_differences(sample: dict[str, Any], answer: Any, where: str) -> Iterator[str]:
    if not isinstance(answer, dict):
        yield f"{where} is no object: {answer!r}"
    elif where.rsplit(".", 1)[-1] in BY_TYPE:
        if not answer:
            yield f"{where} is empty, so that it shows nothing"
    elif list(answer) != list(sample):
        yield f"{where} has {list(answer)}, not {list(sample)}"
    else:
        for name, value in sample.items():
            yield from differences(value, answer[name], f"{where}.{name}")


_KINDS = {
    "a moment": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
    "a day": re.compile(r"\d{4}-\d\d-\d\d"),
    "a UUID": re.compile(r"[0-9a-g]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
    "a UUID with 'key-'": re.compile(r"key-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    "a key": re.compile(r"pa_live_[A-Za-z0-9_-]{24}"),
    "a masked key": re.compile(r"pa_live_[A-Za-z0-9_-]{4}\.\.\."),
    "a path": re.compile(r"/.*"),
}


def kind(value: Any) -> str:
    """What a value is, as closely as a sample shows it."""
    if isinstance(value, bool):
        return "a truth"
    if isinstance(value, int):
        return "a whole number"
    if isinstance(value, float):
        return "a number with decimals"
    if isinstance(value, str):
        return next((name for name, pattern in _KINDS.items() if pattern.fullmatch(value)), "a text")
    return "null" if value is None else type(value).__name__
