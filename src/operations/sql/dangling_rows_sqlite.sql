SELECT "table" || ' row ' || coalesce(rowid, 0) || ' names what is not in ' || parent FROM pragma_foreign_key_check
