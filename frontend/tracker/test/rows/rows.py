"""Print the rows of a stopped server's warehouse, one JSON object a line, in the order of their time."""

import sys

import clickhouse_connect

COLUMNS = "type, hostname, path, title, referrer, name, value, text, detail, filename, line, data, toString(view) AS view, toString(id) AS id"

client = clickhouse_connect.get_client(dsn=f"chdb://{sys.argv[1]}")
# page_time is the server's own reckoning
query = f"SELECT {COLUMNS} FROM events WHERE type != 'page_time' ORDER BY timestamp, received_at, id"
print(client.raw_query(query, fmt="JSONEachRow").decode())
