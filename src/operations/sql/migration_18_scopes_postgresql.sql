-- Whose rows are seen, in words that PostgreSQL takes into the question itself: asked once a row, a function with a query inside took most of a page's time.
CREATE OR REPLACE FUNCTION boothwise_reaches(at text) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT boothwise_everything() OR at ^@ ANY (string_to_array(current_setting('boothwise.scope', true), ',')) $$;
CREATE OR REPLACE FUNCTION boothwise_above(at text) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT strpos(',' || current_setting('boothwise.scope', true), ',' || at) > 0 $$;
