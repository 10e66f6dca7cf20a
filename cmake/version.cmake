# Which version of the page this is: package.json says it, and version.h says it on (bottleneck::kPageVersion).
set(_manifest ${PROJECT_SOURCE_DIR}/package.json)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${_manifest})
file(READ ${_manifest} _json)
string(JSON _version GET "${_json}" version)
file(GENERATE OUTPUT ${BOTTLENECK_GENERATED}/version.h CONTENT
  "// Written by cmake/version.cmake from package.json.\n#pragma once\n\nnamespace bottleneck {\n\ninline constexpr const char* kPageVersion = \"${_version}\";\n\n}  // namespace bottleneck\n")
