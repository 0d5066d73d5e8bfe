/* planned for its values */
SELECT state, count(*), sum(CASE WHEN due_at <= :now AND state IN ('new', 'triaged', 'answering', 'in_review') THEN 1 ELSE 0 END) FROM claims WHERE path >= :path AND path < :path_end GROUP BY state
