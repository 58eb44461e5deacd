"""The choices that arguments and fields offer, with what each means."""

from access.caller import Scope
from pulse.modules import Access, Category
from pulse.project import IdentityWindow
from pulse.windows import Interval, Period
from schema.expose import offer

offer(
    Scope,
    "What a key may do.",
    {
        "INGEST": "Send tracking data.",
        "QUERY": "Read reports.",
        "ADMIN": "Both, and manage the keys and modules of its own project.",
    },
)
offer(
    Access,
    "What a project may do with a module.",
    {
        "READ": "Its reports and resources can be read; nothing is collected or created.",
        "WRITE": "Data is collected and resources are created; nothing can be read.",
        "ALL": "Both.",
    },
)
offer(
    Category,
    "The groups of modules.",
    {
        "CORE": "The foundation: their reports are always available.",
        "ENGAGEMENT": "What visitors do over time.",
        "PERFORMANCE": "How well pages work.",
        "EXPERIMENTATION": "Trying things and asking visitors.",
        "PLATFORM": "Getting data out, being told, sharing.",
    },
    name="ModuleCategory",
)
offer(
    IdentityWindow,
    "How long a visitor is recognised: when the secret salt of the visitor hash is replaced.",
    {
        "NEVER": "As long as the project exists; needed for retention beyond the other windows.",
        "MONTH": "Until the calendar month ends.",
        "WEEK": "Until the week ends, on Sunday.",
        "DAY": "Until the day ends.",
    },
)
offer(
    Interval,
    "The width of a time series' buckets.",
    {
        "MINUTE": "One minute.",
        "HOUR": "One hour.",
        "DAY": "One day of the asked time zone.",
        "WEEK": "Monday to Sunday.",
        "MONTH": "One calendar month.",
    },
)
offer(
    Period,
    "A range by its name, in the asked time zone. The present day is part of it unless said otherwise.",
    {
        "TODAY": "Since midnight.",
        "YESTERDAY": "The day before today.",
        "LAST_24_HOURS": "The 24 hours up to now.",
        "LAST_7_DAYS": "Today and the 6 days before.",
        "LAST_30_DAYS": "Today and the 29 days before.",
        "LAST_90_DAYS": "Today and the 89 days before.",
        "THIS_WEEK": "Since Monday.",
        "THIS_MONTH": "Since the first of the month.",
        "LAST_MONTH": "The calendar month before this one.",
        "THIS_YEAR": "Since the first of January.",
        "LAST_12_MONTHS": "This calendar month and the 11 before.",
    },
)
