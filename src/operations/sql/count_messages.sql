SELECT kind, state, count(*), sum(parts) FROM messages GROUP BY kind, state ORDER BY kind, state
