-- Where polling stations of some segments stand. {acs}: their numbers.
SELECT ac_no, part_no, part_suffix, latitude, longitude FROM {booth_points} WHERE ac_no IN ({acs})
