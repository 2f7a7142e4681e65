-- From the files that the table "sources" names, in reading order, to one row a tuple with every field of a flow.

SET VARIABLE files = (SELECT list(source ORDER BY source_index) FROM sources);

CREATE TABLE documents AS
SELECT source_index, source, row_number() OVER (PARTITION BY source_index ORDER BY number) AS document_no, json AS document
FROM (
    SELECT filename, json, row_number() OVER () AS number
    FROM read_json(getvariable('files'), records = false, columns = {json: 'JSON'}, filename = true, maximum_object_size = 268435456)
)
JOIN sources ON source = filename;

-- An envelope, a bare array or a bare record; an envelope in the place of a record is opened as well.
CREATE TABLE records AS
WITH outermost AS (
    SELECT source_index, source, document_no, unnest(list) AS record, generate_subscripts(list, 1) AS record_no
    FROM (
        SELECT *, CASE
            WHEN json_type(document) = 'ARRAY' THEN document -> '$[*]'
            WHEN json_exists(document, '$.records') THEN document -> '$.records[*]'
            ELSE [document]
        END AS list
        FROM documents
    )
)
SELECT source_index, source, document_no, record_no, unnest(list) AS record, generate_subscripts(list, 1) AS nested_no
FROM (
    SELECT * EXCLUDE (record), CASE
        WHEN json_exists(record, '$.records') THEN record -> '$.records[*]'
        ELSE [record]
    END AS list
    FROM outermost
);

-- properties.flows[].flows[].flowTuples[]
CREATE VIEW nsg_groups AS
SELECT * EXCLUDE (parts), unnest(parts) AS part, generate_subscripts(parts, 1) AS group_no
FROM (
    SELECT * EXCLUDE (flows, flow), flow ->> '$.rule' AS rule, flow -> '$.flows[*]' AS parts
    FROM (
        SELECT *, unnest(flows) AS flow, generate_subscripts(flows, 1) AS flow_no
        FROM (SELECT *, record -> '$.properties.flows[*]' AS flows FROM records)
    )
);

-- flowRecords.flows[].flowGroups[].flowTuples[]; NSG tuples in it have their rule one level higher and a mac of their own.
CREATE VIEW network_groups AS
SELECT * EXCLUDE (parts), unnest(parts) AS part, generate_subscripts(parts, 1) AS group_no
FROM (
    SELECT * EXCLUDE (flows, flow), flow ->> '$.rule' AS outer_rule, flow ->> '$.aclID' AS acl_id, flow -> '$.flowGroups[*]' AS parts
    FROM (
        SELECT *, unnest(flows) AS flow, generate_subscripts(flows, 1) AS flow_no
        FROM (
            SELECT *, CASE
                WHEN json_type(record, '$.flowRecords') = 'ARRAY' THEN record -> '$.flowRecords[*].flows[*]'
                ELSE record -> '$.flowRecords.flows[*]'
            END AS flows
            FROM records
        )
    )
);

CREATE TABLE groups AS
SELECT source_index, source, document_no, record_no, nested_no, flow_no, group_no,
    false AS is_network, record, rule,
    coalesce(part ->> '$.mac', record ->> '$.macAddress') AS logged_mac,
    record ->> '$.resourceId' AS acl_id,
    record ->> '$.resourceId' AS resource_id,
    NULL::VARCHAR AS target_resource_id,
    part ->> '$.flowTuples[*]' AS tuples
FROM nsg_groups
UNION ALL
SELECT source_index, source, document_no, record_no, nested_no, flow_no, group_no,
    true, record, coalesce(part ->> '$.rule', outer_rule),
    coalesce(part ->> '$.mac', record ->> '$.macAddress'),
    coalesce(acl_id, record ->> '$.resourceId'),
    coalesce(record ->> '$.flowLogResourceID', record ->> '$.resourceId'),
    record ->> '$.targetResourceID',
    part ->> '$.flowTuples[*]'
FROM network_groups;

CREATE TABLE tuples AS
SELECT * EXCLUDE (record, tuples), string_split(tuple, ',') AS fields,
    row_number() OVER (PARTITION BY source_index ORDER BY document_no, record_no, nested_no, flow_no, group_no, tuple_no) AS row_no
FROM (
    SELECT *,
        CASE WHEN regexp_full_match(logged_mac, '[0-9A-Fa-f]{12}') THEN upper(logged_mac) ELSE logged_mac END AS mac,
        nullif(regexp_extract(acl_id, '(?i)/networkSecurityGroups/([^/]+)', 1), '') AS network_security_group,
        record ->> '$.time' AS record_time,
        epoch_ns(try_cast(record_time AS TIMESTAMP_NS)) // 100 AS record_ticks,
        coalesce(record ->> '$.properties.Version', record ->> '$.flowLogVersion', record ->> '$.version') AS version,
        coalesce(json_type(record, '$.properties.Version'), json_type(record, '$.flowLogVersion'), json_type(record, '$.version')) AS version_type,
        -- The formats have it within properties, or as flowLogVersion; beside them it is out of its place.
        (record ->> '$.properties.Version') IS NULL AND (record ->> '$.flowLogVersion') IS NULL AND version IS NOT NULL AS version_is_astray,
        unnest(tuples) AS tuple, generate_subscripts(tuples, 1) AS tuple_no
    FROM groups
);

-- The layout by the number of fields and by those that tell the layouts apart.
CREATE VIEW laid_out AS
SELECT *,
    CASE
        WHEN len(fields) = 8 AND fields[8] IN ('A', 'D') THEN 'NsgV1'
        WHEN len(fields) = 10 AND fields[8] IN ('A', 'D') THEN 'Other'
        WHEN len(fields) = 13 AND fields[8] IN ('A', 'D') AND fields[9] IN ('B', 'C', 'E') THEN 'NsgV2'
        WHEN len(fields) = 13 AND fields[8] IN ('B', 'C', 'E', 'D') THEN 'VNetV4'
        ELSE error('No layout has this tuple: ' || tuple)
    END AS kind
FROM tuples;

CREATE VIEW counted AS
SELECT *,
    CASE kind WHEN 'NsgV2' THEN fields[9] WHEN 'VNetV4' THEN fields[8] END AS letter,
    CASE kind WHEN 'Other' THEN [fields[9], fields[10], '', ''] WHEN 'NsgV1' THEN ['', '', '', ''] ELSE fields[10:13] END AS counters
FROM laid_out;

CREATE TABLE addresses AS
SELECT *, address_text(is6, value) AS address
FROM (
    SELECT logged, is_ipv6(logged) AS is6, address_value(logged) AS value
    FROM (SELECT DISTINCT unnest([fields[2], fields[3]]) AS logged FROM tuples)
);

CREATE TABLE flows AS
SELECT source_index, source, row_no, tuple,
    fields[1]::BIGINT * CASE WHEN abs(fields[1]::BIGINT) < 100000000000 THEN 1000 ELSE 1 END AS time_ms,
    s.address AS source_address, s.is6 AS source_is6, s.value AS source_value,
    d.address AS destination_address, d.is6 AS destination_is6, d.value AS destination_value,
    fields[4]::INTEGER AS source_port,
    fields[5]::INTEGER AS destination_port,
    CASE fields[6] WHEN 'T' THEN 6 WHEN 'U' THEN 17 ELSE fields[6]::INTEGER END AS protocol,
    CASE fields[7] WHEN 'I' THEN 'Inbound' WHEN 'O' THEN 'Outbound' ELSE error('No direction: ' || tuple) END AS direction,
    CASE WHEN kind = 'VNetV4' THEN if(letter = 'D', 'Deny', 'Allow') ELSE if(fields[8] = 'D', 'Deny', 'Allow') END AS decision,
    CASE letter WHEN 'B' THEN 'Begin' WHEN 'C' THEN 'Continue' WHEN 'E' THEN 'End' WHEN 'D' THEN 'Deny' ELSE 'None' END AS state,
    CASE WHEN kind = 'VNetV4' THEN fields[9] END AS encryption,
    -- Begin and deny tuples of a virtual network log carry no statistics; their zeros are no counts.
    kind = 'VNetV4' AND letter IN ('B', 'D') AND counters = ['0', '0', '0', '0'] AS is_without,
    if(is_without, NULL, nullif(counters[1], '')::BIGINT) AS packets_sent,
    if(is_without, NULL, nullif(counters[2], '')::BIGINT) AS bytes_sent,
    if(is_without, NULL, nullif(counters[3], '')::BIGINT) AS packets_received,
    if(is_without, NULL, nullif(counters[4], '')::BIGINT) AS bytes_received,
    rule, network_security_group, acl_id, resource_id, target_resource_id, mac, kind, record_ticks,
    NULL::BIGINT AS byte_offset,
    -- The departures from the formats, in the order of the bits of FlowDeviation. In the ten-field form neither the
    -- protocol nor the time unit is one.
    (kind = 'Other')::INTEGER
        + 2 * (is_network AND kind IN ('NsgV1', 'NsgV2'))::INTEGER
        + 4 * (NOT is_network AND kind = 'VNetV4')::INTEGER
        + 8 * (kind IN ('NsgV1', 'NsgV2') AND fields[6] NOT IN ('T', 'U'))::INTEGER
        + 16 * (kind = 'VNetV4' AND fields[6] IN ('T', 'U'))::INTEGER
        + 32 * (kind <> 'Other' AND (kind = 'VNetV4') = (abs(fields[1]::BIGINT) < 100000000000))::INTEGER
        + 64 * (coalesce(letter, '') IN ('B', 'D') AND len(list_filter(counters, lambda c: c NOT IN ('', '0'))) > 0)::INTEGER
        + 128 * (kind = 'VNetV4' AND list_contains(counters, ''))::INTEGER
        + 256 * (mac IS NOT NULL AND NOT regexp_full_match(mac, '[0-9A-F]{12}'))::INTEGER
        + 512 * (
            coalesce(version_type = 'VARCHAR', false)
            OR coalesce(version_is_astray, false)
            OR coalesce(NOT list_contains(CASE kind WHEN 'NsgV1' THEN ['1'] WHEN 'NsgV2' THEN ['2'] WHEN 'VNetV4' THEN ['3', '4'] ELSE [version] END, version), false)
        )::INTEGER
        + 2048 * (record_time IS NOT NULL AND record_ticks IS NULL)::INTEGER
        AS deviation
FROM counted
JOIN addresses s ON s.logged = fields[2]
JOIN addresses d ON d.logged = fields[3];
