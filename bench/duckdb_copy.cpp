#include <cstdio>
#include <filesystem>
#include <string>
#include <thread>

#include "warehouse/engine.hpp"

using namespace boothwise;

/// The peer of the import benchmark: DuckDB alone reads each CSV into one Parquet file and checks nothing.
/// Usage: duckdb_copy OUT_FOLDER FILE…
int main(int argc, char** argv) {
  const auto engine = warehouse::Engine::open({std::thread::hardware_concurrency(), 4096, {}});
  if (!engine || argc < 3) return 2;
  warehouse::Connection connection = (*engine)->connect();
  for (int i = 2; i < argc; ++i) {
    const std::filesystem::path out =
        std::filesystem::path(argv[1]) / (std::filesystem::path(argv[i]).filename().string() + ".parquet");
    const Status copied =
        connection.run("COPY (FROM read_csv(" + warehouse::sql_text(argv[i]) + ", sample_size = -1)) TO " +
                       warehouse::sql_text(out.string()) + " (FORMAT parquet, COMPRESSION zstd)");
    if (!copied) {
      std::fprintf(stderr, "%s\n", copied.error().line(Language::english).c_str());
      return 1;
    }
  }
  return 0;
}
