# Each folder under src/ is one target. A target sees only its own headers and those of the targets it links, because every
# folder has an include root of its own: build/<preset>/include/<layer>/<layer> -> src/<layer>. So `#include "services/…"`
# in a lower layer does not compile.

set(BOOTHWISE_LAYERS "" CACHE INTERNAL "layers seen so far")

# Compiles the sources of a target some ten at a time: what takes time in them are the headers and templates that they share (a clean
# build of services/ takes a sixth of the time). Names in anonymous namespaces must differ then; sources where they do not are named
# after the target and stay alone. -DBOOTHWISE_TOGETHER=OFF compiles each alone, which shows what each lacks to include.
option(BOOTHWISE_TOGETHER "Compile sources of the large layers ten at a time" ON)
function(boothwise_together target)
  if(BOOTHWISE_TOGETHER)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 10)
    set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
endfunction()

# boothwise_layer(NAME [TOGETHER] [ALONE source…] SOURCES … USES layer… LIBRARIES lib… PRIVATE_LIBRARIES lib…)
function(boothwise_layer name)
  cmake_parse_arguments(LAYER "TOGETHER" "" "ALONE;SOURCES;USES;LIBRARIES;PRIVATE_LIBRARIES" ${ARGN})
  set(include_root ${CMAKE_BINARY_DIR}/include/${name})
  file(MAKE_DIRECTORY ${include_root})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${include_root}/${name} SYMBOLIC)

  add_library(boothwise_${name} STATIC ${LAYER_SOURCES})
  if(LAYER_TOGETHER)
    boothwise_together(boothwise_${name} ${LAYER_ALONE})
  endif()
  target_include_directories(boothwise_${name} PUBLIC ${include_root})
  foreach(used IN LISTS LAYER_USES)
    target_link_libraries(boothwise_${name} PUBLIC boothwise_${used})
  endforeach()
  target_link_libraries(boothwise_${name} PUBLIC ${LAYER_LIBRARIES} PRIVATE ${LAYER_PRIVATE_LIBRARIES} boothwise_options)

  # Every public header compiles alone.
  file(GLOB headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.hpp)
  set(alone "")
  foreach(header IN LISTS headers)
    get_filename_component(stem ${header} NAME)
    set(source ${CMAKE_BINARY_DIR}/headers/${name}_${stem}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "#include \"${name}/${stem}\"  // IWYU pragma: keep\n" @ONLY)
    list(APPEND alone ${source})
  endforeach()
  if(alone)
    add_library(headers_${name} OBJECT EXCLUDE_FROM_ALL ${alone})
    target_link_libraries(headers_${name} PRIVATE boothwise_${name} boothwise_options)
    add_dependencies(headers headers_${name})
  endif()
endfunction()
