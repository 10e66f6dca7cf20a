# The page: src/page.cpp with src/page/ and src/platform/, and src/worker.cpp, linked to WebAssembly, and the folder that a static host
# serves.
set(BOTTLENECK_SITE ${PROJECT_BINARY_DIR}/site)

# Linker settings that page and worker share.
add_library(bottleneck_web_link INTERFACE)
target_link_options(bottleneck_web_link INTERFACE
  -sMODULARIZE=1
  -sDYNAMIC_EXECUTION=0  # a strict content security policy forbids eval
  -sALLOW_MEMORY_GROWTH=1
  -sMEMORY_GROWTH_GEOMETRIC_STEP=0.05  # by a fifth, as is usual, up to a sixth is of no use
  -sABORTING_MALLOC=0  # out of memory is an error to report, not the end
  -sSTACK_SIZE=4MB  # Eigen's products keep up to 128 KB of blocks on the stack; too small a stack corrupts silently
  -sFILESYSTEM=0
  -sEXPORTED_FUNCTIONS=_main,_malloc,_free
  -sEXPORTED_RUNTIME_METHODS=HEAPU8,HEAPF32,UTF8ToString,stringToUTF8,lengthBytesUTF8
  -sINCOMING_MODULE_JS_API=noExitRuntime,canvas,print,printErr,onAbort,onRuntimeInitialized,instantiateWasm,wasmBinary,locateFile
  $<IF:$<CONFIG:Debug>,-sASSERTIONS=2,-sASSERTIONS=0>
  $<$<CONFIG:Debug>:-sSTACK_OVERFLOW_CHECK=2>
  $<$<CONFIG:Debug>:-gsource-map>)

# add_web_program(NAME file…): of files that no other program needs, compiled as one.
function(add_web_program name)
  add_executable(${name} ${ARGN})
  set_target_properties(${name} PROPERTIES SUFFIX ".js" RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/programs)
  target_link_libraries(${name} PRIVATE bottleneck_web_link bottleneck_own_code)
  join_files(${name})
endfunction()

set(_worker_port src/platform/worker_port_wasm.cpp)
file(GLOB _platform CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} src/platform/*.cpp)
list(REMOVE_ITEM _platform ${_worker_port})
file(GLOB _page CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} src/page/*.cpp)
# From below, so that none finds what is above it.
add_web_program(bottleneck ${_platform} ${_page} src/page.cpp)
target_link_libraries(bottleneck PRIVATE bottleneck_ui sdl2)
# The one extension in use is switched on where it is used (src/platform/window_wasm.cpp); all at once take the browser 20 ms.
target_link_options(bottleneck PRIVATE -sEXPORT_ES6=1 -sENVIRONMENT=web,worker -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2
  -sGL_SUPPORT_AUTOMATIC_ENABLE_EXTENSIONS=0)
if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  # In two parts, so that less of it is waited for.
  execute_process(COMMAND ${BOTTLENECK_EMSCRIPTEN_ROOT}/em-config BINARYEN_ROOT
    OUTPUT_VARIABLE _binaryen OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  set(_later ${PROJECT_SOURCE_DIR}/cmake/later_functions.txt)
  target_link_options(bottleneck PRIVATE --profiling-funcs)  # keeps their names, which the first part then loses
  add_custom_command(TARGET bottleneck POST_BUILD VERBATIM
    COMMAND node ${PROJECT_SOURCE_DIR}/cmake/split.mjs ${_binaryen}/bin ${PROJECT_BINARY_DIR} ${_later})
  set_property(TARGET bottleneck APPEND PROPERTY LINK_DEPENDS
    ${_later} ${PROJECT_SOURCE_DIR}/cmake/split.mjs ${PROJECT_SOURCE_DIR}/cmake/call_graph.mjs)
endif()
# The worker computes and draws nothing: neither SDL nor ImGui in it. One classic script, no module: such a one also starts from
# a Blob, where its address is refused.
add_web_program(worker ${_worker_port} src/worker.cpp)
target_link_libraries(worker PRIVATE bottleneck_lab)
set(_glue ${PROJECT_SOURCE_DIR}/src/platform/worker_glue.js)
target_link_options(worker PRIVATE -sEXPORT_NAME=createWorker -sENVIRONMENT=worker --extern-post-js=${_glue})
set_property(TARGET worker APPEND PROPERTY LINK_DEPENDS ${_glue})

set(BOTTLENECK_DATASETS "" CACHE STRING
  "The folders mnist and fashion-mnist that the site takes along; empty for a site without (tools/build finds them)")

# The page as one file, and as a package for learning platforms: beside the site and in it. Only the release is small enough.
set(_take_away)
if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  set(_one ${PROJECT_BINARY_DIR}/bottleneck.html)
  set(_package ${PROJECT_BINARY_DIR}/bottleneck-scorm.zip)
  set(_take_away
    COMMAND node ${PROJECT_SOURCE_DIR}/single/bundle.mjs ${BOTTLENECK_SITE} ${_one}
    COMMAND node ${PROJECT_SOURCE_DIR}/scorm/package.mjs ${_one} ${_package}
    COMMAND ${CMAKE_COMMAND} -E copy_if_different ${_one} ${_package} ${BOTTLENECK_SITE})
endif()

# Always brought up to date: web/, assets/ and the datasets are plain files and may change without anything being compiled.
add_custom_target(site ALL
  COMMAND ${CMAKE_COMMAND} -DSITE=${BOTTLENECK_SITE} -DSOURCE=${PROJECT_SOURCE_DIR}
    -DPROGRAMS=${PROJECT_BINARY_DIR}/programs -DGENERATED=${BOTTLENECK_GENERATED} -DMODULES=${PROJECT_SOURCE_DIR}/node_modules
    "-DDATASETS=${BOTTLENECK_DATASETS}" -P ${PROJECT_SOURCE_DIR}/cmake/assemble_site.cmake
  COMMAND node ${PROJECT_SOURCE_DIR}/cmake/hints.mjs ${BOTTLENECK_SITE}
  ${_take_away}
  COMMENT "Assembling the site in ${BOTTLENECK_SITE}"
  VERBATIM)
add_dependencies(site bottleneck worker)
