# bench: the kernels that tools/bench times, natively and as WebAssembly in a worker. Built only when asked for.
set(_bench_sources ${PROJECT_SOURCE_DIR}/tests/bench/bench.cpp ${PROJECT_SOURCE_DIR}/tests/bench/peak_native.cpp
  ${PROJECT_SOURCE_DIR}/tests/bench/peak_wasm.cpp)
keep_sources_of_this_build(_bench_sources)
add_executable(bench EXCLUDE_FROM_ALL ${_bench_sources})
target_link_libraries(bench PRIVATE bottleneck_core)
if(EMSCRIPTEN)
  set_target_properties(bench PROPERTIES SUFFIX ".mjs")
  target_link_options(bench PRIVATE -sMODULARIZE=1 -sEXPORT_ES6=1 -sENVIRONMENT=worker -sINVOKE_RUN=0 -sFORCE_FILESYSTEM=1
    -sEXPORTED_RUNTIME_METHODS=callMain,FS -sALLOW_MEMORY_GROWTH=1 -sSTACK_SIZE=4MB)
else()
  # Where there are vectors of 512 bits, compilers of themselves take half of them.
  set_source_files_properties(${PROJECT_SOURCE_DIR}/tests/bench/peak_native.cpp PROPERTIES
    COMPILE_OPTIONS $<$<BOOL:${BOTTLENECK_HAS_AVX2}>:-mprefer-vector-width=512>)
endif()
