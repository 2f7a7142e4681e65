-- ConvertTo-NsgFlowConnection as a query, on logs in the order of their hours. A begin opens a connection, and so does
-- what follows an end or half an hour of silence; denials within a minute of one another are one connection.

WITH placed AS (
    SELECT *, row_number() OVER (ORDER BY source_index, row_no) AS place FROM flows
),
lives AS (
    SELECT *, sum(is_first::INTEGER) OVER same AS nth
    FROM (
        SELECT *,
            coalesce(
                state IN ('Begin', 'None')
                OR lag(state) OVER same = 'End'
                OR time_ms - lag(time_ms) OVER same > 1800000,
                true) AS is_first
        FROM placed
        WHERE decision = 'Allow'
        WINDOW same AS (
            PARTITION BY resource_id, mac, direction, protocol, source_address, destination_address, source_port, destination_port ORDER BY place)
    )
    WINDOW same AS (
        PARTITION BY resource_id, mac, direction, protocol, source_address, destination_address, source_port, destination_port ORDER BY place)
),
attempts AS (
    SELECT *, sum(is_first::INTEGER) OVER same AS nth
    FROM (
        SELECT *, coalesce(time_ms - lag(time_ms) OVER same > 60000, true) AS is_first
        FROM placed
        WHERE decision = 'Deny'
        WINDOW same AS (
            PARTITION BY resource_id, mac, direction, protocol, source_address, destination_address, source_port, destination_port ORDER BY place)
    )
    WINDOW same AS (
        PARTITION BY resource_id, mac, direction, protocol, source_address, destination_address, source_port, destination_port ORDER BY place)
)
SELECT resource_id, mac, direction, protocol, source_address, destination_address, source_port, destination_port, decision,
    arg_min(time_ms, place) * 10000 AS start,
    if(arg_max(state, place) = 'End', arg_max(time_ms, place), max(time_ms)) * 10000 AS "end",
    CASE arg_min(state, place) WHEN 'None' THEN 'Unknown' WHEN 'Continue' THEN 'MidStream' WHEN 'End' THEN 'MidStream' ELSE 'Begin' END AS start_kind,
    CASE
        WHEN arg_max(state, place) = 'None' THEN 'Unknown'
        WHEN decision = 'Deny' THEN 'Denied'
        WHEN arg_max(state, place) = 'End' THEN 'End'
        ELSE 'Left'
    END AS end_kind,
    sum(packets_sent) AS packets_sent, sum(bytes_sent) AS bytes_sent,
    sum(packets_received) AS packets_received, sum(bytes_received) AS bytes_received,
    count(*) AS tuples
FROM (SELECT * FROM lives UNION ALL SELECT * FROM attempts)
GROUP BY resource_id, mac, direction, protocol, source_address, destination_address, source_port, destination_port, decision, nth
ORDER BY ALL
