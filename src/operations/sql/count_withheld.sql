SELECT destroy_on, count(*) AS records FROM withheld GROUP BY destroy_on ORDER BY destroy_on
