-- {table}: each of operations/unit_paths.hpp in turn.
UPDATE {table} SET path = :to || substr(path, :behind) WHERE path >= :path AND path < :path_end
