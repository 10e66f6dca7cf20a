# Toolchain file of the web presets: Emscripten as tools/setup left it.
include("${CMAKE_CURRENT_LIST_DIR}/paths.cmake")
set(EMSCRIPTEN_ROOT_PATH "${BOTTLENECK_EMSCRIPTEN_ROOT}")
include("${EMSCRIPTEN_ROOT_PATH}/cmake/Modules/Platform/Emscripten.cmake")
