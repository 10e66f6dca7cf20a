# Dear ImGui: `imgui`, all of it that needs no window; platform/ draws what it prepares. For the page also SDL2 as tools/setup built
# it: `sdl2`.
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
