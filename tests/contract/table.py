"""What the documentation does not say in a form that a program reads: which path a sentence is about, what is built.

The text lost the line above each example that named its method and path; ``rest-paths.md`` restores them. Examples that
have a command carry both themselves.
"""

WITHOUT_A_COMMAND: dict[str, str] = {
    "Custom events ranked by count.": "GET /api/v1/events",
    "Visitor breakdown by browser, operating system, and device type.": "GET /api/v1/devices",
    "Visitor distribution by country.": "GET /api/v1/geo",
    "Count of active visitors on the site right now (within the last 5 minutes).": "GET /api/v1/realtime",
    "Top UTM sources (e.g., google, newsletter, twitter).": "GET /api/v1/campaigns/sources",
    "Top UTM mediums (e.g., cpc, email, social).": "GET /api/v1/campaigns/mediums",
    "List all funnels for the project.": "GET /api/v1/funnels",
    "List all configured goals.": "GET /api/v1/goals",
    "Web Vitals broken down by page path.": "GET /api/v1/webvitals/pages",
    "Get individual error instances for a specific error message.": "GET /api/v1/errors/detail",
    "Daily error count over time.": "GET /api/v1/errors/timeseries",
    "Aggregate error statistics for the period.": "GET /api/v1/errors/stats",
    "Pages ranked by total click count.": "GET /api/v1/heatmaps/stats",
    "List all experiments.": "GET /api/v1/experiments",
    "Get experiment results with per-variant conversion data.": "GET /api/v1/experiments/{experiment_id}/results",
    "List all surveys for the project.": "GET /api/v1/surveys",
    "Get individual responses for a survey.": "GET /api/v1/surveys/{survey_id}/responses",
    "Aggregated response statistics.": "GET /api/v1/surveys/{survey_id}/stats",
    "List all alert rules for the project.": "GET /api/v1/alerts",
    "List all registered projects.": "GET /api/admin/projects",
    "List all API keys for a project. Key values are masked.": "GET /api/admin/projects/{project_id}/keys",
}
"""Sample answers without a command, by the end of the sentence above them."""

NEEDED: dict[str, tuple[str, ...]] = {"GET /api/v1/errors/detail": ("message",)}
"""Parameters that such a path cannot do without; the sample answer repeats them."""

WITHOUT_A_SAMPLE: dict[str, str] = {
    "Get a specific funnel definition.": "GET /api/v1/funnels/{funnel_id}",
    "Delete a funnel. Returns 204 No Content on success.": "DELETE /api/v1/funnels/{funnel_id}",
    "Get a specific goal definition.": "GET /api/v1/goals/{goal_id}",
    "Update a goal\N{RIGHT SINGLE QUOTATION MARK}s name or configuration.": "PUT /api/v1/goals/{goal_id}",
    "Delete a goal. Returns 204 No Content.": "DELETE /api/v1/goals/{goal_id}",
    "Get a specific experiment and its configuration.": "GET /api/v1/experiments/{experiment_id}",
    "Delete an experiment. Only allowed for draft or completed experiments.": (
        "DELETE /api/v1/experiments/{experiment_id}"
    ),
    "Get a specific survey with its full configuration.": "GET /api/v1/surveys/{survey_id}",
    "Only allowed for draft or paused surveys.": "PUT /api/v1/surveys/{survey_id}",
    "Delete a survey and all its responses. Returns 204.": "DELETE /api/v1/surveys/{survey_id}",
    "Update an alert rule\N{RIGHT SINGLE QUOTATION MARK}s configuration.": "PUT /api/v1/alerts/{alert_id}",
    "Delete an alert rule. Returns 204.": "DELETE /api/v1/alerts/{alert_id}",
    "Get details for a specific project.": "GET /api/admin/projects/{project_id}",
    "Revoke an API key. The key immediately stops working. Returns 204.": (
        "DELETE /api/admin/projects/{project_id}/keys/{key_id}"
    ),
    "List all webhooks for a project.": "GET /api/admin/projects/{project_id}/webhooks",
    "Remove a webhook subscription. Returns 204.": ("DELETE /api/admin/projects/{project_id}/webhooks/{webhook_id}"),
}
"""Paths that the documentation only describes."""

NO_PATHS = ("All webhook payloads follow the same envelope structure:",)
"""Samples that are sent, not answered."""

ERRORS = (
    "Content-Type: application/json",
    "The HTTP status code indicates the error category.",
    "Missing API Key",
    "Invalid API Key",
    "Insufficient Scope",
    "Module Disabled",
    "Invalid Request Body",
    "Resource Not Found",
)
"""Samples of errors; ``test_errors.py`` has a case for each."""
