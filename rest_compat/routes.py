"""The documented paths, one line each, in the documentation's order.

A line says what answers, what is read from the request, and how the answer is written. Everything else (who may, how
often, errors, cross-origin rules, the reference at ``/api/docs``) follows from it.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from access.caller import Scope
from pulse.windows import Interval
from resolvers import (
    ab_testing,
    alerts,
    backups,
    cohorts,
    collect,
    devices,
    error_tracking,
    events,
    experiment_results,
    exports,
    funnels,
    geo,
    goals,
    heatmaps,
    keys,
    modules,
    pageviews,
    paths,
    projects,
    realtime,
    referrers,
    retention,
    scroll_depth,
    search,
    sessions,
    sharing,
    stats,
    survey_responses,
    surveys,
    utm,
    webhooks,
    webvitals,
)
from resolvers.utm import Tag
from rest_compat.door import Row, Takes
from rest_compat.shapes import File, Many, Said, Spread, Tally, Verdicts, given, keyed, many, nest, one, parts

_Resolver = Callable[..., Coroutine[Any, Any, Any]]

WINDOW, COMPARED, PAGE, BODY, MAYBE_BODY = Takes.WINDOW, Takes.COMPARED, Takes.PAGE, Takes.BODY, Takes.MAYBE_BODY

OK = Said({"ok": True})
STATS = "pageviews visitors sessions bounce_rate avg_duration events"
DEVICE = "name visitors percentage"
BAND = "from_seconds to_seconds sessions"
DOOR = "path sessions bounce_rate avg_duration"
PROJECT = "id name domain created_at"
NEW_KEY = "id key name scopes allowed_modules expires_at created_at"
KEY = "id name key_prefix scopes allowed_modules expires_at created_at last_used_at"
MODULE = "name enabled access"
WEBHOOK = one("id url events created_at")
FUNNEL = nest("id name steps created_at", steps="type value label")
GOAL = nest(
    "id name goal_type config created_at", config=given("event_name path threshold_seconds threshold_pages conditions")
)

_QUESTIONS = {
    "questions": given("id type text required min max options"),
    "trigger_config": given("type delay_seconds percent event pages show_once"),
    "appearance": given("position theme primary_color"),
}
SURVEY = nest("id name status questions trigger_config appearance response_limit responses created_at", **_QUESTIONS)
SHOWN_SURVEY = nest("id name questions trigger_config appearance", **_QUESTIONS)
RESPONSE = nest("id answers completed path submitted_at", answers="question_id value")
COUNTED = Tally(one("id text avg_value").fields, rows="distribution", key="value", value="count")
EXPERIMENT = nest("id name status variants goal_id created_at", variants="name weight")

ALERT = nest(
    "id name module metric operator threshold window_minutes cooldown_minutes notify_channels enabled last_triggered created_at",
    notify_channels=given("type url address"),
)
SHARE = one("id name token url modules password_protected expires_at period start_at end_at embed badge created_at")

COHORT = Spread(one("cohort initial_visitors").fields, rows="cells", name="D", key="day", value="percentage")

_PROJECTS = "/api/admin/projects"
_PROJECT = _PROJECTS + "/{project_id}"
_KEYS = _PROJECT + "/keys"
_MODULES = _PROJECT + "/modules"
_WEBHOOKS = _PROJECT + "/webhooks"


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

CAMPAIGNS: tuple[Row, ...] = (
    _get("/api/v1/campaigns", utm.campaigns, "Campaigns by visitors.", WINDOW, PAGE, fixed=(Tag.CAMPAIGN,), shape=many("campaign=value visitors pageviews bounce_rate avg_duration")),
    _get("/api/v1/campaigns/sources", utm.campaigns, "UTM sources by visitors.", WINDOW, PAGE, fixed=(Tag.SOURCE,), shape=many("source=value visitors pageviews")),
    _get("/api/v1/campaigns/mediums", utm.campaigns, "UTM mediums by visitors.", WINDOW, PAGE, fixed=(Tag.MEDIUM,), shape=many("medium=value visitors pageviews")),
    _get("/api/v1/campaigns/timeseries", utm.campaign_series, "One UTM source by day.", WINDOW, named=("utm_source",), shape=many("date=label visitors pageviews")),
)

JOURNEYS: tuple[Row, ...] = (
    _get("/api/v1/funnels", funnels.list_funnels, "The funnels.", shape=many("id name steps=step_count created_at")),
    _post("/api/v1/funnels", funnels.create_funnel, "Define a funnel.", BODY, status=201, shape=FUNNEL),
    _get("/api/v1/funnels/{funnel_id}", funnels.get_funnel, "One funnel.", shape=FUNNEL),
    _put("/api/v1/funnels/{funnel_id}", funnels.update_funnel, "Change a funnel; what is not given stays.", BODY, shape=FUNNEL),
    _delete("/api/v1/funnels/{funnel_id}", funnels.delete_funnel, "Delete a funnel."),
    _get("/api/v1/funnels/{funnel_id}/analyze", funnels.analyze_funnel, "How far visitors come in a funnel.", WINDOW, shape=nest("funnel_id name steps overall_conversion", steps="label visitors drop_off conversion_rate")),
    _get("/api/v1/goals", goals.list_goals, "The goals.", shape=Many("data", GOAL)),
    _post("/api/v1/goals", goals.create_goal, "Define a goal.", BODY, status=201, shape=GOAL),
    _get("/api/v1/goals/{goal_id}", goals.get_goal, "One goal.", shape=GOAL),
    _put("/api/v1/goals/{goal_id}", goals.update_goal, "Change a goal; what is not given stays.", BODY, shape=GOAL),
    _delete("/api/v1/goals/{goal_id}", goals.delete_goal, "Delete a goal."),
    _get("/api/v1/goals/{goal_id}/stats", goals.goal_stats, "How often a goal was reached.", WINDOW, shape=one("goal_id name conversions unique_visitors total_revenue conversion_rate")),
    _get("/api/v1/retention", retention.retention, "Cohorts of new visitors, and how many came back.", WINDOW, named=("period",), shape=nest("period cohorts", cohorts=COHORT)),
    _get("/api/v1/cohorts", cohorts.cohorts, "What visitors did by week or month, in all and on average.", WINDOW, named=("group_by", "metric"), shape=nest("group_by metric cohorts", cohorts="period visitors total avg_per_visitor")),
    _get("/api/v1/paths", paths.paths, "Where visitors go from a page, or came from.", WINDOW, PAGE, named=("path", "direction"), shape=nest("path direction flows", flows="next_path visitors percentage")),
)

PERFORMANCE: tuple[Row, ...] = (
    _get("/api/v1/webvitals", webvitals.vitals, "Core Web Vitals with their percentiles.", WINDOW, shape=keyed("p50 p75 p99 rating", "vitals", "metric")),
    _get("/api/v1/webvitals/pages", webvitals.vitals_by, "Core Web Vitals by page.", WINDOW, PAGE, shape=many("path=value LCP_p75=lcp_p75 FCP_p75=fcp_p75 CLS_p75=cls_p75 INP_p75=inp_p75 TTFB_p75=ttfb_p75 samples")),
    _get("/api/v1/webvitals/timeseries", webvitals.vital_series, "One Core Web Vital by day.", WINDOW, named=("metric",), shape=nest("metric data", data="date p75")),
    _get("/api/v1/errors", error_tracking.errors, "Errors in groups, by count.", WINDOW, PAGE, shape=many("message count unique_sessions last_seen first_seen")),
    _get("/api/v1/errors/detail", error_tracking.error_detail, "The single errors of the group that has said a message.", WINDOW, PAGE, named=("message",), limit=error_tracking.DEFAULT_INSTANCES, shape=nest("message instances", instances="timestamp path filename lineno colno stack browser os")),
    _get("/api/v1/errors/timeseries", error_tracking.error_series, "Errors by day.", WINDOW, shape=many("date count")),
    _get("/api/v1/errors/stats", error_tracking.error_stats, "All errors together.", WINDOW, shape=one("total_errors unique_errors affected_sessions error_rate")),
    _get("/api/v1/heatmaps", heatmaps.heatmap, "Where a page is clicked.", WINDOW, PAGE, named=("path",), shape=nest("path clicks total_clicks viewport_width", clicks="x y selector count")),
    _get("/api/v1/heatmaps/stats", heatmaps.clicked_pages, "Pages by clicks.", WINDOW, PAGE, shape=many("path total_clicks")),
    _get("/api/v1/search", search.searches, "Searches on the site by count.", WINDOW, PAGE, shape=many("query count unique avg_results zero_results", total=True)),
    _get("/api/v1/search/timeseries", search.search_series, "Searches by day.", WINDOW, shape=many("date count unique zero_results")),
    _get("/api/v1/scroll-depth", scroll_depth.scroll_depth, "How far down pages are scrolled.", WINDOW, PAGE, shape=many("path views avg_depth median_depth reached_25 reached_50 reached_75 reached_100", total=True)),
)

EXPERIMENTATION: tuple[Row, ...] = (
    _get("/api/v1/experiments", ab_testing.list_experiments, "The experiments.", shape=many("id name status variants=variant_count created_at")),
    _post("/api/v1/experiments", ab_testing.create_experiment, "Define an experiment, as a draft.", BODY, status=201, shape=EXPERIMENT),
    _get("/api/v1/experiments/{experiment_id}", ab_testing.get_experiment, "One experiment.", shape=nest("id name description status variants goal_id created_at started_at completed_at", variants="name weight")),
    _put("/api/v1/experiments/{experiment_id}/status", ab_testing.set_experiment_status, "Start, pause, resume or complete an experiment.", BODY, shape=EXPERIMENT),
    _delete("/api/v1/experiments/{experiment_id}", ab_testing.delete_experiment, "Delete a draft or completed experiment."),
    _get("/api/v1/experiments/{experiment_id}/results", experiment_results.experiment_results, "What became of each variant's visitors.", shape=nest("experiment_id name status results", results="variant visitors conversions conversion_rate revenue")),
    _post("/api/v1/experiments/{experiment_id}/assign", ab_testing.assign_variant, "The variant of a visitor.", MAYBE_BODY, shape=one("experiment_id variant")),
    _get("/api/v1/surveys", surveys.list_surveys, "The surveys.", shape=many("id name status responses created_at")),
    _post("/api/v1/surveys", surveys.create_survey, "Define a survey, as a draft.", BODY, status=201, shape=SURVEY),
    _get("/api/v1/surveys/active", surveys.active_surveys, "The surveys that a visitor may be shown now.", named=("visitor_id",), shape=Many("data", SHOWN_SURVEY)),
    _get("/api/v1/surveys/{survey_id}", surveys.get_survey, "One survey.", shape=SURVEY),
    _put("/api/v1/surveys/{survey_id}", surveys.update_survey, "Change a draft or paused survey; what is not given stays.", BODY, shape=SURVEY),
    _put("/api/v1/surveys/{survey_id}/status", surveys.set_survey_status, "Show a survey, pause it, archive it.", BODY, shape=SURVEY),
    _delete("/api/v1/surveys/{survey_id}", surveys.delete_survey, "Delete a survey and all its responses."),
    _get("/api/v1/surveys/{survey_id}/responses", survey_responses.survey_responses, "The responses, the newest first.", PAGE, shape=Many("data", RESPONSE, total=True)),
    _get("/api/v1/surveys/{survey_id}/stats", survey_responses.survey_stats, "What was said, counted.", shape=nest("survey_id total_responses completed_responses completion_rate questions", questions=COUNTED)),
)

EXPORTS: tuple[Row, ...] = (
    _get("/api/v1/exports/{type}", exports.export, "A report as a CSV file, or the raw events.", WINDOW, named=("format", "visitor"), shape=File()),
    _get("/api/v1/sharing", sharing.list_shares, "The shared dashboards.", shape=Many("data", SHARE)),
    _post("/api/v1/sharing", sharing.create_share, "Share reports with whoever has the address.", BODY, status=201, shape=SHARE),
    _delete("/api/v1/sharing/{share_id}", sharing.delete_share, "Delete a share; whoever looks at it is out."),
    _get("/api/v1/alerts", alerts.list_alerts, "The rules.", shape=many("id name module metric operator threshold window_minutes enabled last_triggered")),
    _post("/api/v1/alerts", alerts.create_alert, "Make a rule.", BODY, status=201, shape=ALERT),
    _put("/api/v1/alerts/{alert_id}", alerts.update_alert, "Change a rule; what is not given stays.", BODY, shape=ALERT),
    _delete("/api/v1/alerts/{alert_id}", alerts.delete_alert, "Delete a rule and its history."),
    _post("/api/v1/alerts/{alert_id}/toggle", alerts.toggle_alert, "Switch a rule on or off.", shape=one("id enabled")),
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
    _post("/api/admin/backups", backups.create_backup, "Save everything in a new folder below the data folder.", status=201, shape=one("name created_at events waiting bytes")),
    _delete(_KEYS + "/{key_id}", keys.revoke_key, "Revoke a key; it stops working at once."),
    _get(_WEBHOOKS, webhooks.list_webhooks, "The webhooks of a project.", shape=Many("data", WEBHOOK)),
    _post(_WEBHOOKS, webhooks.create_webhook, "Have an address hear of the project.", BODY, status=201, shape=WEBHOOK),
    _put(_WEBHOOKS + "/{webhook_id}", webhooks.update_webhook, "Change a webhook; what is not given stays.", BODY, shape=WEBHOOK),
    _delete(_WEBHOOKS + "/{webhook_id}", webhooks.delete_webhook, "Delete a webhook."),
    _post(_WEBHOOKS + "/{webhook_id}/test", webhooks.send_test, "Send a webhook a test.", shape=one("success status_code response_time_ms")),
)
# fmt: on

ROUTES: tuple[Row, ...] = (
    *COLLECTION,
    *REPORTS,
    *CAMPAIGNS,
    *JOURNEYS,
    *PERFORMANCE,
    *EXPERIMENTATION,
    *EXPORTS,
    *ADMIN,
)
