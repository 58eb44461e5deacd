"""The documented paths, one line each, in the documentation's order.

A line says what answers, what is read from the request, and how the answer is written. Everything else (who may, how
often, errors, cross-origin rules, the reference at ``/api/docs``) follows from it.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from access.caller import Scope
from pulse.windows import Interval
from resolvers import (
    collect,
    devices,
    events,
    geo,
    keys,
    modules,
    pageviews,
    projects,
    realtime,
    referrers,
    sessions,
    stats,
)
from rest_compat.door import Row, Takes
from rest_compat.shapes import Said, Verdicts, many, nest, one, parts

_Resolver = Callable[..., Coroutine[Any, Any, Any]]

WINDOW, COMPARED, PAGE, BODY = Takes.WINDOW, Takes.COMPARED, Takes.PAGE, Takes.BODY

OK = Said({"ok": True})
STATS = "pageviews visitors sessions bounce_rate avg_duration events"
DEVICE = "name visitors percentage"
BAND = "from_seconds to_seconds sessions"
DOOR = "path sessions bounce_rate avg_duration"
PROJECT = "id name domain created_at"
NEW_KEY = "id key name scopes allowed_modules expires_at created_at"
KEY = "id name key_prefix scopes allowed_modules expires_at created_at last_used_at"
MODULE = "name enabled access"

_PROJECTS = "/api/admin/projects"
_PROJECT = _PROJECTS + "/{project_id}"
_KEYS = _PROJECT + "/keys"
_MODULES = _PROJECT + "/modules"


def _get(path: str, resolver: _Resolver, summary: str, *takes: Takes, **more: Any) -> Row:
    return Row(method="GET", path=path, resolver=resolver, summary=summary, takes=takes, **more)


def _post(path: str, resolver: _Resolver, summary: str, *takes: Takes, **more: Any) -> Row:
    return Row(method="POST", path=path, resolver=resolver, summary=summary, takes=takes, **more)


def _put(path: str, resolver: _Resolver, summary: str, *takes: Takes, **more: Any) -> Row:
    return Row(method="PUT", path=path, resolver=resolver, summary=summary, takes=takes, **more)


def _delete(path: str, resolver: _Resolver, summary: str, **more: Any) -> Row:
    return Row(method="DELETE", path=path, resolver=resolver, summary=summary, shape=None, status=204, **more)


# fmt: off
COLLECTION: tuple[Row, ...] = (
    _post("/api/collect", collect.collect_one, "Record one item of any type.", shape=OK),
    _post("/api/batch", collect.collect_batch, "Record up to 1,000 items; each is accepted or refused by itself.", shape=Verdicts()),
)

REPORTS: tuple[Row, ...] = (
    _get("/api/v1/stats", stats.stats, "Overview metrics and those of the period before.", COMPARED, shape=parts(current=STATS, previous=STATS)),
    _get("/api/v1/stats/timeseries", stats.timeseries, "Core metrics by day, days without traffic included.", WINDOW, fixed=(Interval.DAY,), shape=many("date=label pageviews visitors sessions")),
    _get("/api/v1/pages", pageviews.pages, "Pages by views.", WINDOW, PAGE, shape=many("path views unique_views avg_duration", total=True)),
    _get("/api/v1/referrers", referrers.referrers, "Traffic sources by visitors.", WINDOW, PAGE, shape=many("source visitors pageviews")),
    _get("/api/v1/events", events.events, "Custom events by count.", WINDOW, PAGE, shape=many("name count unique")),
    _get("/api/v1/devices", devices.devices, "Visitors by browser, operating system and device type.", WINDOW, PAGE, shape=parts(browsers=DEVICE, operating_systems=DEVICE, device_types=DEVICE)),
    _get("/api/v1/geo", geo.countries, "Visitors by country.", WINDOW, PAGE, shape=many("country visitors percentage")),
    _get("/api/v1/sessions", sessions.sessions, "Sessions: how many, how long, where they begin and end.", WINDOW, PAGE, shape=nest("sessions bounce_rate avg_duration views_per_session durations entry_pages exit_pages", durations=BAND, entry_pages=DOOR, exit_pages=DOOR)),
    _get("/api/v1/realtime", realtime.realtime, "Visitors active within the last 5 minutes.", shape=one("active_visitors")),
)

ADMIN: tuple[Row, ...] = (
    _get(_MODULES, modules.list_modules, "The modules and how they are set.", scope=Scope.ADMIN, shape=many(MODULE, "modules")),
    _put(_MODULES, modules.set_modules, "Set several modules, all or none.", BODY, shape=many(MODULE, "modules")),
    _post(_MODULES + "/{name}/enable", modules.enable_module, "Switch a module on.", shape=one(MODULE)),
    _post(_MODULES + "/{name}/disable", modules.disable_module, "Switch a module off; its data stays.", shape=one(MODULE)),
    _put(_MODULES + "/{name}/access", modules.set_module_access, "Set whether a module may be read, written or both.", BODY, shape=one(MODULE)),
    _post(_PROJECTS, projects.create_project, "Register a project.", BODY, status=201, shape=one(PROJECT)),
    _get(_PROJECTS, projects.all_projects, "The projects.", shape=many(PROJECT)),
    _get(_PROJECT, projects.get_project, "One project.", scope=Scope.ADMIN, shape=one(PROJECT)),
    _post(_KEYS, keys.create_key, "Make an API key; it is shown this once.", BODY, status=201, shape=one(NEW_KEY)),
    _get(_KEYS, keys.list_keys, "The keys of a project, masked.", shape=many(KEY)),
    _delete(_KEYS + "/{key_id}", keys.revoke_key, "Revoke a key; it stops working at once."),
)
# fmt: on

ROUTES: tuple[Row, ...] = (*COLLECTION, *REPORTS, *ADMIN)
