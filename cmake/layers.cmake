# add_layer(NAME [LAYERS lower…] [EXTERNAL library…] [WITHOUT file…])
# The static library bottleneck_NAME from all .cpp files under src/NAME. Files named *_native.cpp are for native builds only, *_wasm.cpp
# for WebAssembly only: the choice is made here, not by #ifdef.
function(add_layer name)
  cmake_parse_arguments(layer "" "" "LAYERS;EXTERNAL;WITHOUT" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  keep_sources_of_this_build(sources)
  foreach(file IN LISTS layer_WITHOUT)
    list(REMOVE_ITEM sources ${PROJECT_SOURCE_DIR}/src/${name}/${file})
  endforeach()

  set(links ${layer_EXTERNAL} bottleneck_own_code)
  foreach(lower IN LISTS layer_LAYERS)
    list(APPEND links bottleneck_${lower})
  endforeach()
  if(sources)
    add_library(bottleneck_${name} STATIC ${sources})
    target_link_libraries(bottleneck_${name} PUBLIC ${links})
    join_files(bottleneck_${name})
  else()
    add_library(bottleneck_${name} INTERFACE)
    target_link_libraries(bottleneck_${name} INTERFACE ${links})
  endif()
endfunction()

# Drops from a list of files those that are for the other kind of build.
function(keep_sources_of_this_build list_name)
  set(files ${${list_name}})
  if(EMSCRIPTEN)
    list(FILTER files EXCLUDE REGEX "_native(_test)?\\.cpp$")
  else()
    list(FILTER files EXCLUDE REGEX "_wasm(_test)?\\.cpp$")
  endif()
  set(${list_name} ${files} PARENT_SCOPE)
endfunction()

# join_files(TARGET…): compiles the files of each target several at a time. The headers they share are then read once, and a
# build from nothing takes a third of the time. Two files of one target may therefore not give one name to two things, not
# even in an unnamed namespace. The presets differ in the number, so that a file that lacks an include and finds it in the
# one before stands behind another one elsewhere; the debug presets compile every file alone.
set(BOTTLENECK_JOIN 1 CACHE STRING "How many files are compiled at a time")
function(join_files)
  if(BOTTLENECK_JOIN GREATER 1)
    set_target_properties(${ARGN} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${BOTTLENECK_JOIN})
  endif()
endfunction()
