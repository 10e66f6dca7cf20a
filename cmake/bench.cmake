# bench: the work that tools/bench times, natively and as WebAssembly. Built only when asked for.
add_executable(bench EXCLUDE_FROM_ALL tests/bench/bench.cpp)
target_link_libraries(bench PRIVATE bottleneck_core)
if(EMSCRIPTEN)
  set_target_properties(bench PROPERTIES SUFFIX ".cjs")
  target_link_options(bench PRIVATE -sENVIRONMENT=node -sEXIT_RUNTIME=1 -sALLOW_MEMORY_GROWTH=1 -sSTACK_SIZE=4MB)
endif()
