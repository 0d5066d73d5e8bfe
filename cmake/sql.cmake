# boothwise_sql(LAYER): a layer's sql/*.sql files as constants in <LAYER>_sql/queries.hpp, one a file. Call it before boothwise_layer and
# list ${LAYER}_sql_header among the layer's sources.
function(boothwise_sql layer)
  file(GLOB queries CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/sql/*.sql)
  set(header ${CMAKE_BINARY_DIR}/include/sql/${layer}_sql/queries.hpp)
  add_custom_command(OUTPUT ${header}
    COMMAND ${CMAKE_COMMAND} -DLAYER=${layer} -DFOLDER=${CMAKE_CURRENT_SOURCE_DIR}/sql -DOUTPUT=${header} -P ${CMAKE_SOURCE_DIR}/cmake/embed_sql.cmake
    DEPENDS ${queries} ${CMAKE_SOURCE_DIR}/cmake/embed_sql.cmake
    COMMENT "Embedding the queries of ${layer}")
  set(${layer}_sql_header ${header} PARENT_SCOPE)
endfunction()
