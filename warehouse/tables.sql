-- The warehouse's tables, one statement after another. Types are for ClickHouse 24 and newer and for chDB.
--
-- Every insert carries an insert_deduplication_token; the window below is how many of them a table remembers, so that a
-- batch sent again after a crash is stored once. fsync: an acknowledged batch leaves the spool, so it must be on disk.
--
-- Codecs: nearly every report reads the moment and the visitor of each row, and LZ4 spent more on them than the report
-- did. T64 packs moments tighter than LZ4 and unpacks three times faster; hashes do not shrink, so they lie as they are.

CREATE TABLE IF NOT EXISTS events (
    project        LowCardinality(String),
    type           LowCardinality(String),   -- one of the ten payload types, 'page_time' or 'exposure'
    timestamp      DateTime64(3, 'UTC') CODEC(T64), -- when it happened
    received_at    DateTime64(3, 'UTC') CODEC(T64), -- when it reached us
    id             UUID,
    sign           Int8 DEFAULT 1,           -- -1 takes back an earlier page_time; 1 for all else
    visitor        UInt64 CODEC(NONE),
    session        UInt64 CODEC(NONE),
    session_start  DateTime64(3, 'UTC') CODEC(T64),
    -- the session's acquisition: its first pageview's
    source         LowCardinality(String),   -- '' is (direct)
    referrer       String,
    utm_source     LowCardinality(String),
    utm_medium     LowCardinality(String),
    utm_campaign   LowCardinality(String),
    utm_term       LowCardinality(String),
    utm_content    LowCardinality(String),
    channel        LowCardinality(String),
    entry_path     String,
    -- the session's client and place: its first pageview's, else its first event's
    browser          LowCardinality(String),
    browser_version  LowCardinality(String),
    os               LowCardinality(String),
    os_version       LowCardinality(String),
    device           LowCardinality(String), -- Desktop, Mobile, Tablet
    screen           LowCardinality(String),
    language         LowCardinality(String),
    country          LowCardinality(String), -- ISO 3166-1 alpha-2, XX unknown
    region           LowCardinality(String),
    city             LowCardinality(String),
    -- the hit
    hostname       LowCardinality(String),
    path           String,
    title          String,
    view           UUID,                     -- the pageview that a vital, scroll or page_time belongs to; zero if none
    name           LowCardinality(String),   -- event name; vital's metric; survey id
    value          Float64 DEFAULT 0,        -- vital's value; scroll's depth; results_count; page_time's seconds
    revenue        Decimal(18, 4) DEFAULT 0,
    currency       LowCardinality(String),
    text           String,                   -- search query; outlink url; error message
    detail         String CODEC(ZSTD(3)),    -- outlink link_type; error stack; click selector
    fingerprint    UInt64 DEFAULT 0,         -- an error's group
    filename       String,
    line           UInt32 DEFAULT 0,
    col            UInt32 DEFAULT 0,
    x              Int32 DEFAULT 0,
    y              Int32 DEFAULT 0,
    element_x      Float32 DEFAULT 0,
    element_y      Float32 DEFAULT 0,
    viewport_width   UInt32 DEFAULT 0,
    viewport_height  UInt32 DEFAULT 0,
    page_width     UInt32 DEFAULT 0,
    page_height    UInt32 DEFAULT 0,
    properties     Map(LowCardinality(String), String),  -- top-level scalars of data or traits, as text
    data           String CODEC(ZSTD(3))     -- data, traits or answers as sent, JSON
) ENGINE = MergeTree
PARTITION BY toYYYYMM(timestamp)
ORDER BY (project, type, timestamp, id)
SETTINGS non_replicated_deduplication_window = 1000, fsync_after_insert = 1, fsync_part_directory = 1;

-- One row a session, kept current by cancelling the last row and writing the new one. Sums are sum(sign * measure).
CREATE TABLE IF NOT EXISTS sessions (
    project        LowCardinality(String),
    start          DateTime64(3, 'UTC') CODEC(T64), -- its first event's time when it began; never changes
    session        UInt64 CODEC(NONE),
    sign           Int8,
    version        UInt32,
    visitor        UInt64 CODEC(NONE),
    end            DateTime64(3, 'UTC') CODEC(T64),
    duration       Float64,                  -- seconds from first to last event
    pageviews      UInt32,
    events         UInt32,                   -- rows of type event
    interactions   UInt32,
    bounce         UInt8,
    revenue        Decimal(18, 4),
    currency       LowCardinality(String),
    entry_path     String,
    exit_path      String,
    hostname       LowCardinality(String),
    source         LowCardinality(String),
    referrer       String,
    utm_source     LowCardinality(String),
    utm_medium     LowCardinality(String),
    utm_campaign   LowCardinality(String),
    utm_term       LowCardinality(String),
    utm_content    LowCardinality(String),
    channel        LowCardinality(String),
    browser          LowCardinality(String),
    browser_version  LowCardinality(String),
    os               LowCardinality(String),
    os_version       LowCardinality(String),
    device           LowCardinality(String),
    screen           LowCardinality(String),
    language         LowCardinality(String),
    country          LowCardinality(String),
    region           LowCardinality(String),
    city             LowCardinality(String)
) ENGINE = VersionedCollapsingMergeTree(sign, version)
PARTITION BY toYYYYMM(start)
ORDER BY (project, start, session)
SETTINGS non_replicated_deduplication_window = 1000, fsync_after_insert = 1, fsync_part_directory = 1;

-- First and last time each visitor was one, filled from events.
CREATE TABLE IF NOT EXISTS visitors (
    project     LowCardinality(String),
    visitor     UInt64,
    first_seen  SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
    last_seen   SimpleAggregateFunction(max, DateTime64(3, 'UTC'))
) ENGINE = AggregatingMergeTree
ORDER BY (project, visitor)
SETTINGS non_replicated_deduplication_window = 1000;

CREATE MATERIALIZED VIEW IF NOT EXISTS visitors_from_events TO visitors AS
SELECT project, visitor, min(timestamp) AS first_seen, max(timestamp) AS last_seen
FROM events WHERE type IN ('pageview', 'event') GROUP BY project, visitor;

-- The newest value of each trait of each visitor, filled from identify.
CREATE TABLE IF NOT EXISTS traits (
    project     LowCardinality(String),
    visitor     UInt64,
    trait       LowCardinality(String),
    value       String,
    updated_at  DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (project, trait, visitor)
SETTINGS non_replicated_deduplication_window = 1000;

CREATE MATERIALIZED VIEW IF NOT EXISTS traits_from_events TO traits AS
SELECT project, visitor, trait, value, timestamp AS updated_at
FROM events ARRAY JOIN mapKeys(properties) AS trait, mapValues(properties) AS value
WHERE type = 'identify';

-- What was not counted, by reason (bot, automation, ...).
CREATE TABLE IF NOT EXISTS drops (
    project  LowCardinality(String),
    day      Date,
    reason   LowCardinality(String),
    dropped  UInt64
) ENGINE = SummingMergeTree(dropped)
ORDER BY (project, day, reason)
SETTINGS non_replicated_deduplication_window = 1000, fsync_after_insert = 1, fsync_part_directory = 1;
