-- The paths that somebody sees are taken apart once a statement, not once a row: of a mandal a thousand tasks are counted for its home.
CREATE OR REPLACE FUNCTION boothwise_paths() RETURNS text[] LANGUAGE sql STABLE AS $$ SELECT string_to_array(current_setting('boothwise.scope', true), ',') $$;
ALTER POLICY tasks_reached ON tasks USING ((SELECT boothwise_everything()) OR path ^@ ANY ((SELECT boothwise_paths())::text[])) WITH CHECK ((SELECT boothwise_everything()) OR boothwise_reaches(path));
