cmake_minimum_required(VERSION 3.25)
# cmake -DLAYER=… -DFOLDER=… -DOUTPUT=… -P embed_sql.cmake: one constant a .sql file, named after it.
file(GLOB queries ${FOLDER}/*.sql)
set(text "// Made from the .sql files beside it; one constant a query.\n#pragma once\n\n#include <string_view>\n\nnamespace boothwise::${LAYER}::sql {\n\n")
foreach(query IN LISTS queries)
  get_filename_component(name ${query} NAME_WE)
  file(READ ${query} content)
  string(REGEX REPLACE "(^|\n)--[^\n]*" "\\1" content "${content}")  # a colon in a comment would be taken for a value's name
  string(STRIP "${content}" content)
  string(APPEND text "inline constexpr std::string_view ${name} = R\"sql(${content})sql\";\n\n")
endforeach()
string(APPEND text "}  // namespace boothwise::${LAYER}::sql\n")
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "@text@" @ONLY)
