# Dear ImGui: `imgui`, all of it that needs no window, for ui/ here and there. For the page also its SDL2 and OpenGL ES 3
# (WebGL2) backends, and SDL2 itself as tools/setup built it: `imgui_backends`, `sdl2`.
add_library(imgui STATIC
  ${BOTTLENECK_IMGUI_SOURCE}/imgui.cpp
  ${BOTTLENECK_IMGUI_SOURCE}/imgui_draw.cpp
  ${BOTTLENECK_IMGUI_SOURCE}/imgui_tables.cpp
  ${BOTTLENECK_IMGUI_SOURCE}/imgui_widgets.cpp)
target_include_directories(imgui SYSTEM PUBLIC ${BOTTLENECK_IMGUI_SOURCE})
target_compile_definitions(imgui PUBLIC
  # WebGL2 draws without a base vertex: 16-bit indices would end a draw list at 65,536 vertices.
  "ImDrawIdx=unsigned int"
  IMGUI_DISABLE_OBSOLETE_FUNCTIONS
  # Not part of the product: smaller and faster to start without.
  IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS IMGUI_DISABLE_DEFAULT_FONT
  IMGUI_DISABLE_FILE_FUNCTIONS IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS)
if(NOT EMSCRIPTEN)
  return()
endif()

set(_sdl2_library ${BOTTLENECK_EMSCRIPTEN_SYSROOT}/lib/wasm32-emscripten/libSDL2.a)
add_library(sdl2 INTERFACE)
target_include_directories(sdl2 SYSTEM INTERFACE ${BOTTLENECK_EMSCRIPTEN_SYSROOT}/include/SDL2)
target_link_libraries(sdl2 INTERFACE ${_sdl2_library})

add_library(imgui_backends STATIC
  ${BOTTLENECK_IMGUI_SOURCE}/backends/imgui_impl_sdl2.cpp
  ${BOTTLENECK_IMGUI_SOURCE}/backends/imgui_impl_opengl3.cpp)
target_include_directories(imgui_backends SYSTEM PUBLIC ${BOTTLENECK_IMGUI_SOURCE}/backends)
target_compile_definitions(imgui_backends PUBLIC IMGUI_IMPL_OPENGL_ES3)
target_link_libraries(imgui_backends PUBLIC imgui sdl2)
