# unit_tests: tests/unit/*_test.cpp with GoogleTest, natively and, the same files, as WebAssembly run by Node.
# Files named *_native_test.cpp need files, processes or ui/, and are left out of the WebAssembly.
include(CTest)
if(NOT BUILD_TESTING OR NOT EXISTS "${BOTTLENECK_GTEST_SOURCE}/src/gtest-all.cc")
  message(STATUS "Without unit tests (tools/setup all installs GoogleTest)")
  return()
endif()

# Debian's source comes with it compiled.
set(_compiled /usr/lib/${CMAKE_LIBRARY_ARCHITECTURE}/libgtest_main.a /usr/lib/${CMAKE_LIBRARY_ARCHITECTURE}/libgtest.a)
list(GET _compiled 0 _main)
if(NOT EMSCRIPTEN AND BOTTLENECK_GTEST_SOURCE MATCHES "^/usr/src/" AND EXISTS ${_main})
  add_library(gtest INTERFACE)
  target_link_libraries(gtest INTERFACE ${_compiled})
else()
  add_library(gtest STATIC ${BOTTLENECK_GTEST_SOURCE}/src/gtest-all.cc ${BOTTLENECK_GTEST_SOURCE}/src/gtest_main.cc)
  target_include_directories(gtest SYSTEM PRIVATE ${BOTTLENECK_GTEST_SOURCE} ${BOTTLENECK_GTEST_SOURCE}/include)
  target_compile_options(gtest PRIVATE -O0)
endif()
target_include_directories(gtest SYSTEM INTERFACE ${BOTTLENECK_GTEST_SOURCE}/include)

file(GLOB _tests CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/unit/*.cpp)
keep_sources_of_this_build(_tests)
if(NOT _tests)
  return()
endif()
add_executable(unit_tests ${_tests})
join_files(unit_tests 2)  # as one: 4 GB
target_compile_definitions(unit_tests PRIVATE "BOTTLENECK_TEST_DATA=\"${PROJECT_SOURCE_DIR}/tests/data\"")
target_include_directories(unit_tests PRIVATE ${PROJECT_SOURCE_DIR}/tests)
set(_tested core formats lab)
if(NOT EMSCRIPTEN)
  list(APPEND _tested cli ui)
endif()
list(TRANSFORM _tested PREPEND bottleneck_)
target_link_libraries(unit_tests PRIVATE ${_tested} gtest)
# What is tested is optimised as in the product; the tests themselves only have to compile quickly. But of a header's function that
# is in several objects the linker takes the first one: so the libraries, whole, stand before the tests.
target_compile_options(unit_tests PRIVATE -O0)
list(TRANSFORM _tested REPLACE "(.+)" "$<TARGET_FILE:\\1>" OUTPUT_VARIABLE _libraries)
target_link_options(unit_tests PRIVATE LINKER:--whole-archive ${_libraries} LINKER:--no-whole-archive)
if(EMSCRIPTEN)
  set_target_properties(unit_tests PROPERTIES SUFFIX ".cjs")
  # -O1: without Binaryen's own optimiser after the compiler's, which takes a minute here; the page's tests go through it.
  target_link_options(unit_tests PRIVATE -O1 -sENVIRONMENT=node -sNODERAWFS=1 -sEXIT_RUNTIME=1 -sALLOW_MEMORY_GROWTH=1
    -sSTACK_SIZE=4MB -sASSERTIONS=1 -sSTACK_OVERFLOW_CHECK=2 "SHELL:--pre-js ${PROJECT_SOURCE_DIR}/tests/unit/share_of_tests.js")
  set_target_properties(unit_tests PROPERTIES LINK_DEPENDS ${PROJECT_SOURCE_DIR}/tests/unit/share_of_tests.js)
else()
  target_compile_definitions(unit_tests PRIVATE "BOTTLENECK_ASSETS=\"${PROJECT_SOURCE_DIR}/assets\""
    "BOTTLENECK_PROGRAM=\"$<TARGET_FILE:bottleneck>\"")
  add_dependencies(unit_tests bottleneck)
endif()
add_test(NAME unit_tests COMMAND unit_tests)
