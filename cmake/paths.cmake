# Reads the paths that tools/setup found or installed. A path given on the command line (-DBOTTLENECK_…) wins.
if(DEFINED ENV{XDG_CACHE_HOME} AND NOT "$ENV{XDG_CACHE_HOME}" STREQUAL "")
  set(_bottleneck_paths "$ENV{XDG_CACHE_HOME}/bottleneck/paths.cmake")
else()
  set(_bottleneck_paths "$ENV{HOME}/.cache/bottleneck/paths.cmake")
endif()
if(NOT EXISTS "${_bottleneck_paths}")
  message(FATAL_ERROR "${_bottleneck_paths} is not there: run tools/setup first")
endif()
include("${_bottleneck_paths}")
# CMake configures again when a new set-up has moved something.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${_bottleneck_paths}")
