-- Behind Summaries: every interval from the first to the last for each combination of the other keys.
,
span AS (
    SELECT coalesce({start}, min({interval})) AS first, coalesce({end}, max({interval})) AS last FROM summaries
),
grid AS (
    SELECT * FROM (SELECT DISTINCT {others} FROM summaries), (SELECT unnest(range(first, last + 1, {step})) AS {interval} FROM span)
),
filled AS (
    SELECT grid.*, summaries.* EXCLUDE ({all}),
        coalesce(summaries.n_rows, 0) AS f_rows, coalesce(summaries.n_flows, 0) AS f_flows, coalesce(summaries.n_allowed, 0) AS f_allowed,
        coalesce(summaries.n_denied, 0) AS f_denied, coalesce(summaries.n_continued, 0) AS f_continued, coalesce(summaries.n_unknown, 0) AS f_unknown
    FROM grid LEFT JOIN summaries ON {same}
)
