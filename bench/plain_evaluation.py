"""The aggregates of an evaluation as plain DuckDB SQL, for comparison: second quarter of 2026, Shanghai, all days."""

STATEMENTS: dict[str, str] = {
    "first": "CREATE TEMP MACRO since() AS DATE '2026-04-01'",
    "last": "CREATE TEMP MACRO till() AS DATE '2026-06-30'",
    "people": """
        CREATE TEMP TABLE people AS SELECT * FROM users WHERE first <= till() AND coalesce(last, till()) >= till()
    """,
    "uses": """
        CREATE TEMP TABLE uses AS
        SELECT p.name AS "user", p.role, e."function", CAST(timezone('Asia/Shanghai', e."at") AS DATE) AS day,
            count(*) AS events
        FROM (SELECT DISTINCT "user", "function", "at" FROM read_parquet($log)) e JOIN people p ON p.name = e."user"
        WHERE CAST(timezone('Asia/Shanghai', e."at") AS DATE) BETWEEN p.first AND till()
        GROUP BY ALL
    """,
    "workdays": """
        CREATE TEMP TABLE workdays AS
        SELECT CAST(d AS DATE) AS day FROM generate_series(since(), till(), INTERVAL 1 DAY) t(d) WHERE isodow(d) < 6
    """,
    "breadth.activation": 'SELECT (SELECT count(DISTINCT "user") FROM uses) / (SELECT count(*) FROM people)',
    "breadth.active-share": """
        SELECT (SELECT count(DISTINCT "user") FROM uses WHERE day >= till() - 27) / (SELECT count(*) FROM people)
    """,
    "breadth.dormant": """
        SELECT count(*) FILTER (name NOT IN (SELECT "user" FROM uses WHERE day >= till() - 29)) / count(*) FROM people
    """,
    "breadth.frequency": """
        SELECT median(coalesce(active, 0) / own) FROM (
            SELECT name, (SELECT count(*) FROM workdays WHERE day >= first) AS own FROM people
        ) p LEFT JOIN (
            SELECT "user", count(DISTINCT day) AS active FROM uses WHERE day IN (SELECT day FROM workdays) GROUP BY 1
        ) a ON a."user" = p.name WHERE own > 0
    """,
    "breadth.stickiness": """
        WITH recent AS (SELECT DISTINCT "user", day FROM uses WHERE day >= till() - 27)
        SELECT (count(*) FILTER (day IN (SELECT day FROM workdays)))
            / (SELECT count(*) FROM workdays WHERE day >= till() - 27) / count(DISTINCT "user")
        FROM recent
    """,
    "breadth.departments": """
        SELECT avg(CASE WHEN share >= 0.8 THEN 1.0 ELSE 0.0 END) FROM (
            SELECT count(*) FILTER (name IN (SELECT "user" FROM uses WHERE day >= till() - 27)) / count(*) AS share
            FROM people GROUP BY department
        )
    """,
    "breadth.roles": """
        SELECT avg(CASE WHEN share >= 0.8 THEN 1.0 ELSE 0.0 END) FROM (
            SELECT count(*) FILTER (name IN (SELECT "user" FROM uses WHERE day >= till() - 27)) / count(*) AS share
            FROM people GROUP BY role
        )
    """,
    "depth.functions": """
        SELECT avg(CASE WHEN coalesce(used, 0) >= 0.2 * meant THEN 1.0 ELSE 0.0 END) FROM (
            SELECT f.name, count(*) AS meant FROM functions f JOIN people p USING (role) GROUP BY 1
        ) m LEFT JOIN (
            SELECT u."function" AS name, count(DISTINCT u."user") AS used
            FROM uses u JOIN functions f ON f.name = u."function" AND f.role = u.role WHERE day >= since() GROUP BY 1
        ) USING (name)
    """,
    "depth.evenness": """
        WITH each AS (
            SELECT coalesce(n, 0) AS n, row_number() OVER (ORDER BY coalesce(n, 0)) AS place FROM people LEFT JOIN (
                SELECT "user", sum(events) AS n FROM uses WHERE day >= since() GROUP BY 1
            ) c ON c."user" = people.name
        )
        SELECT 1 - (2 * sum(place * n) - (count(*) + 1) * sum(n)) / (count(*) * sum(n)) FROM each
    """,
    "intensity": "SELECT role, sum(events) FROM uses WHERE day >= since() GROUP BY role",
}
