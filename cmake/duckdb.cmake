# DuckDB comes as a shared library in one npm package and its C header in another; package.json pins both.
# The header's functions are all in the library (tests call each one that we use).
if(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
  set(BOOTHWISE_DUCKDB_PACKAGE node-bindings-linux-arm64)
else()
  set(BOOTHWISE_DUCKDB_PACKAGE node-bindings-linux-x64)
endif()
set(duckdb_library ${BOOTHWISE_NODE_MODULES}/@duckdb/${BOOTHWISE_DUCKDB_PACKAGE}/libduckdb.so)
set(duckdb_include ${BOOTHWISE_NODE_MODULES}/duckdb/src/duckdb/src/include)
if(NOT EXISTS ${duckdb_library} OR NOT EXISTS ${duckdb_include}/duckdb.h)
  message(FATAL_ERROR "DuckDB is not in ${BOOTHWISE_NODE_MODULES}. Run ./boothwise once: it fetches the pinned npm packages.")
endif()

# The library lies beside the binary, so that a copied build folder still runs.
set(BOOTHWISE_DUCKDB_LIBRARY ${CMAKE_BINARY_DIR}/lib/libduckdb.so)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/lib ${CMAKE_BINARY_DIR}/include/duckdb)
file(COPY_FILE ${duckdb_library} ${BOOTHWISE_DUCKDB_LIBRARY} ONLY_IF_DIFFERENT)
file(COPY_FILE ${duckdb_include}/duckdb.h ${CMAKE_BINARY_DIR}/include/duckdb/duckdb.h ONLY_IF_DIFFERENT)

add_library(duckdb SHARED IMPORTED)
set_target_properties(duckdb PROPERTIES
  IMPORTED_LOCATION ${BOOTHWISE_DUCKDB_LIBRARY}
  IMPORTED_NO_SONAME ON
  INTERFACE_INCLUDE_DIRECTORIES ${CMAKE_BINARY_DIR}/include/duckdb)
