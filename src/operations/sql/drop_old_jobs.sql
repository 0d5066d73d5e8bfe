-- Ended ones of which many newer ones are there.
DELETE FROM jobs WHERE state IN ('done', 'failed', 'stopped') AND job_number < :before
