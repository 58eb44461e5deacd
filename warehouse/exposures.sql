-- Which visitor was assigned to which variant of an experiment, and when first; filled from events of type 'exposure'.
-- The key is what makes an assignment one, however often and on however many nodes it was recorded.
CREATE TABLE IF NOT EXISTS exposures (
    project      LowCardinality(String),
    experiment   LowCardinality(String),
    visitor      UInt64,
    variant      SimpleAggregateFunction(any, String), -- the same in all rows of a key: it follows from the key
    assigned_at  SimpleAggregateFunction(min, DateTime64(3, 'UTC'))
) ENGINE = AggregatingMergeTree
ORDER BY (project, experiment, visitor)
SETTINGS non_replicated_deduplication_window = 1000;

CREATE MATERIALIZED VIEW IF NOT EXISTS exposures_from_events TO exposures AS
SELECT project, name AS experiment, visitor, any(text) AS variant, min(timestamp) AS assigned_at
FROM events WHERE type = 'exposure' GROUP BY project, name, visitor;
