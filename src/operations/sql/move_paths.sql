-- {table}: each of operations/unit_paths.hpp in turn.
/* planned for its values */
UPDATE {table} SET path = :to || substr(path, :behind) WHERE path >= :path AND path < :path_end
