-- Cells of released tables with the names of their shakti kendras. {where}: of which areas.
SELECT cell.level, cell.district, cell.ac_no, cell.kendra, area.name_en AS kendra_en, area.name_hi AS kendra_hi, cell.part,
       cell.question, cell.position, cell.answer, cell.answer_en, cell.answer_hi, cell.base, cell.base_low, cell.base_high,
       cell.count, cell.count_low, cell.count_high, cell.share, cell.share_low, cell.share_high, cell.share_most
FROM (SELECT * FROM {released_counts} WHERE {where}) cell
LEFT JOIN {released_areas} area USING (ac_no, kendra)
ORDER BY array_position(['district', 'segment', 'shakti_kendra', 'booth'], cell.level), cell.district, cell.ac_no, cell.kendra,
         try_cast(regexp_extract(cell.part, '^[0-9]+') AS INTEGER), cell.part, cell.question, cell.position
