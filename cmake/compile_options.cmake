# Options that every object of a build must share, and `bottleneck_own_code` with those that are for our own code only.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
set(CMAKE_C_FLAGS_RELEASE "-O3 -DNDEBUG")
set(CMAKE_CXX_FLAGS_RELEASE "-O3 -DNDEBUG")

option(BOTTLENECK_SANITIZE "Address and undefined-behaviour sanitizers" OFF)
set(BOTTLENECK_MARCH native CACHE STRING "Processor of native builds (-march=…); empty for the compiler's default")

# a*b + c stays two roundings unless the code itself asks for a fused one: otherwise each compiler fuses where it likes,
# and the same seed would not give the same bits natively and as WebAssembly. For the same reason there is no -ffast-math.
add_compile_options(-ffp-contract=off)

if(EMSCRIPTEN)
  # -msimd128 alone: with -msse… Eigen takes its x86 path, which does not compile.
  # Every browser with SIMD copies memory by one instruction; else long copies go through JavaScript.
  # WebAssembly's own exceptions, so that a failed allocation can be caught where JavaScript calls in.
  add_compile_options(-msimd128 -mbulk-memory -fwasm-exceptions)
  add_link_options(-msimd128 -mbulk-memory -fwasm-exceptions)
elseif(BOTTLENECK_MARCH)
  add_compile_options(-march=${BOTTLENECK_MARCH})
  # On processors with AVX10 clang 19 finds its own list of their features odd, and says so of every file.
  include(CheckCXXCompilerFlag)
  check_cxx_compiler_flag(-Werror=invalid-feature-combination BOTTLENECK_KNOWS_FEATURE_COMBINATIONS)
  if(BOTTLENECK_KNOWS_FEATURE_COMBINATIONS)
    add_compile_options(-Wno-invalid-feature-combination)
  endif()
  include(CheckCXXSourceCompiles)
  set(CMAKE_REQUIRED_FLAGS -march=${BOTTLENECK_MARCH})
  check_cxx_source_compiles("#ifndef __AVX2__
    #error
    #endif
    int main() {}" BOTTLENECK_HAS_AVX2)
  unset(CMAKE_REQUIRED_FLAGS)
endif()

if(BOTTLENECK_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
endif()

add_library(bottleneck_own_code INTERFACE)
target_compile_options(bottleneck_own_code INTERFACE -Wall -Wextra -Wconversion -Wshadow -Werror)
target_include_directories(bottleneck_own_code INTERFACE ${PROJECT_SOURCE_DIR}/src ${PROJECT_BINARY_DIR}/generated)

# What others wrote, by the short names that add_layer() takes; their headers warn nobody (SYSTEM).
add_library(eigen INTERFACE)
target_include_directories(eigen SYSTEM INTERFACE ${BOTTLENECK_EIGEN_INCLUDE})
# One thread, always: results may not depend on how many processors there are.
target_compile_definitions(eigen INTERFACE EIGEN_DONT_PARALLELIZE EIGEN_MPL2_ONLY)

add_library(json INTERFACE)
target_include_directories(json SYSTEM INTERFACE ${BOTTLENECK_JSON_INCLUDE})

# Natively libzip and libhdf5 read what NumPy and Keras pack their arrays into; Debian keeps the headers of the latter in a folder.
add_library(containers INTERFACE)
if(NOT EMSCRIPTEN)
  find_path(BOTTLENECK_HDF5_INCLUDE hdf5.h PATH_SUFFIXES hdf5/serial REQUIRED)
  find_library(BOTTLENECK_HDF5_LIBRARY NAMES hdf5_serial hdf5 REQUIRED)
  target_include_directories(containers SYSTEM INTERFACE ${BOTTLENECK_HDF5_INCLUDE})
  target_link_libraries(containers INTERFACE zip ${BOTTLENECK_HDF5_LIBRARY})
endif()

# Natively zlib, stb (pictures) and CLI11 (the command line) are used too; the compiler finds their headers by itself.
add_library(zlib INTERFACE)
if(NOT EMSCRIPTEN)
  target_link_libraries(zlib INTERFACE z)
endif()
