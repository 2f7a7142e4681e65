-- Measure-NsgFlow as a query: filters, keys, sums. What stands in braces is filled in for each question.

WITH kept AS (
    SELECT * FROM flows WHERE {where}
),
-- Of each source and connection the first and the last row. Denials take no part, whether their state is D or, in NSG
-- logs of version 2, B.
connections AS (
    SELECT source_index, min(row_no) AS row_no, arg_min(state, row_no) AS first_state, arg_max(state, row_no) AS last_state,
        mac, direction, protocol, source_address, destination_address, source_port, destination_port
    FROM kept
    WHERE state IN ('Begin', 'Continue', 'End') AND decision = 'Allow'
    GROUP BY source_index, mac, direction, protocol, source_address, destination_address, source_port, destination_port
),
-- It began before the logs where it is first seen going on or ending, and no earlier source left it open.
continued AS (
    SELECT source_index, row_no
    FROM (
        SELECT *, lag(last_state) OVER (
            PARTITION BY mac, direction, protocol, source_address, destination_address, source_port, destination_port
            ORDER BY source_index) AS earlier_state
        FROM connections
    )
    WHERE first_state IN ('Continue', 'End') AND coalesce(earlier_state, 'End') = 'End'
),
keyed AS (
    SELECT kept.*, continued.row_no IS NOT NULL AS is_continued{keys}
    FROM kept LEFT JOIN continued USING (source_index, row_no)
),
summaries AS (
    SELECT {grouped}
        count(*) AS n_rows,
        count(*) FILTER (state IN ('Begin', 'Deny', 'None')) AS n_flows,
        count(*) FILTER (state IN ('Begin', 'Deny', 'None') AND decision = 'Allow') AS n_allowed,
        count(*) FILTER (state IN ('Begin', 'Deny', 'None') AND decision = 'Deny') AS n_denied,
        count(*) FILTER (is_continued) AS n_continued,
        sum(packets_sent) AS s_packets_sent,
        sum(bytes_sent) AS s_bytes_sent,
        sum(packets_received) AS s_packets_received,
        sum(bytes_received) AS s_bytes_received,
        coalesce(s_packets_sent + s_packets_received, s_packets_sent, s_packets_received) AS s_packets,
        coalesce(s_bytes_sent + s_bytes_received, s_bytes_sent, s_bytes_received) AS s_bytes,
        count(*) FILTER (
            state NOT IN ('Begin', 'Deny')
            AND (packets_sent IS NULL OR bytes_sent IS NULL OR packets_received IS NULL OR bytes_received IS NULL)) AS n_unknown,
        min(time_ms) * 10000 AS first_seen,
        max(time_ms) * 10000 AS last_seen{distinct}
    FROM keyed
    {group}
)
