#include <algorithm>
#include <cfloat>
#include <cmath>

#include <SDL.h>
#include <emscripten.h>
#include <emscripten/html5.h>
#include <imgui.h>
#include <imgui_internal.h>

#include "lab/base/figures.h"
#include "platform/renderer.h"
#include "platform/window.h"
#include "texts/panels.h"

// Emscripten's tables from names to WebGL objects. To the browser it is an error to delete an object of a
// lost context; a name that stands for nothing is passed over.
// clang-format off
EM_JS(void, js_forget_graphics_objects, (), {
  for (const table of [GL.buffers, GL.programs, GL.shaders, GL.textures, GL.vaos]) table.fill(null);
})
// What gives a context up and asks for it again; a lost one does not give it any more.
EM_JS(void, js_find_context_loss, (), {
  Module.contextLoss = Module.canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
})
EM_JS(void, js_give_context_up, (), { Module.contextLoss?.loseContext(); })
// Not within the event that tells of the loss: it would be refused there.
EM_JS(void, js_ask_for_context, (), {
  setTimeout(() => {
    if (Module.canvas.getContext('webgl2').isContextLost()) Module.contextLoss?.restoreContext();
  });
})
// clang-format on

// SDL names this function but asks it for nothing here. Emscripten's own brings every function of WebGL
// along.
extern "C" void (*eglGetProcAddress(const char*))() {
  return nullptr;
}

namespace bottleneck::window {
namespace {

constexpr const char* kCanvas = "#canvas";
constexpr double kLargestSide =
    8192;  // device pixels; WebGL2 promises 2048, every machine of the last ten years has this

SDL_Window* sdl_window = nullptr;
bool is_context_lost = false;
bool is_context_given_up = false;  // by us; the loss is told of later
bool is_page_in_sight = true;
double last_frame_ms = 0;

// SDL listens to the page for input and size, prevents the default of every wheel and touch on the canvas,
// and blocks leaving the page from going fast (beforeunload). All of that comes from web/input.js here, so
// SDL's listeners go; it keeps the window and the context.
void remove_sdl_listeners() {
  emscripten_set_mousemove_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_mousedown_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_mouseup_callback(EMSCRIPTEN_EVENT_TARGET_DOCUMENT, nullptr, false, nullptr);
  emscripten_set_mouseenter_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_mouseleave_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_wheel_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_touchstart_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_touchend_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_touchmove_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_touchcancel_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_keydown_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_keyup_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_keypress_callback(kCanvas, nullptr, false, nullptr);
  emscripten_set_focus_callback(EMSCRIPTEN_EVENT_TARGET_WINDOW, nullptr, false, nullptr);
  emscripten_set_blur_callback(EMSCRIPTEN_EVENT_TARGET_WINDOW, nullptr, false, nullptr);
  emscripten_set_resize_callback(EMSCRIPTEN_EVENT_TARGET_WINDOW, nullptr, false, nullptr);
  emscripten_set_pointerlockchange_callback(EMSCRIPTEN_EVENT_TARGET_DOCUMENT, nullptr, false, nullptr);
  emscripten_set_fullscreenchange_callback(EMSCRIPTEN_EVENT_TARGET_DOCUMENT, nullptr, false, nullptr);
  emscripten_set_visibilitychange_callback(nullptr, false, nullptr);
  emscripten_set_beforeunload_callback(nullptr, nullptr);
}

const char* pointer_name(ImGuiMouseCursor cursor) {
  switch (cursor) {
    case ImGuiMouseCursor_Hand:
      return "pointer";
    case ImGuiMouseCursor_ResizeAll:
      return "crosshair";  // Dear ImGui has no cross hair; the pad asks for this one
    default:
      return "default";
  }
}

void show_pointer() {
  static const char* shown = nullptr;
  const char* name = pointer_name(ImGui::GetMouseCursor());
  if (name != shown) shell::show_pointer(name);
  shown = name;
}

}  // namespace

Status open() {
  SDL_SetHint(SDL_HINT_EMSCRIPTEN_KEYBOARD_ELEMENT, kCanvas);  // not the whole window's keys
  SDL_SetHint(SDL_HINT_EMSCRIPTEN_ASYNCIFY, "0");
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return Error{fill(texts::kNoCanvas, {SDL_GetError()})};
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
  // The page is flat and opaque, and Dear ImGui softens its own edges.
  SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_ALPHA_SIZE, 0);
  sdl_window = SDL_CreateWindow("Bottleneck", 0, 0, 320, 480, SDL_WINDOW_OPENGL | SDL_WINDOW_ALLOW_HIGHDPI);
  const bool has_context = sdl_window && SDL_GL_CreateContext(sdl_window);
  remove_sdl_listeners();
  if (!has_context) return Error{texts::kNoContext};

  js_find_context_loss();
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendPlatformName = "bottleneck";
  io.ConfigFlags |= ImGuiConfigFlags_NoKeyboard;
  io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
  renderer::announce();
  return Done{};
}

void begin_frame(const shell::CanvasSize& size) {
  if (ImGui::GetCurrentContext()->WithinFrameScope) ImGui::EndFrame();  // begun before, with another size
  // A very long page on a very fine screen: coarser, rather than none.
  const double longest = std::max({size.width, size.height, 1.0F});
  const double ratio = std::min(size.pixel_ratio, kLargestSide / longest);
  const int width = std::max(1, static_cast<int>(std::lround(static_cast<double>(size.width) * ratio)));
  const int height = std::max(1, static_cast<int>(std::lround(static_cast<double>(size.height) * ratio)));
  int old_width = 0;
  int old_height = 0;
  emscripten_get_canvas_element_size(kCanvas, &old_width, &old_height);
  // Setting a size empties the canvas, even the same one.
  if (width != old_width || height != old_height) {
    emscripten_set_canvas_element_size(kCanvas, width, height);
    renderer::forget_picture();
  }

  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {std::max(size.width, 1.0F), std::max(size.height, 1.0F)};
  io.DisplayFramebufferScale = {static_cast<float>(width) / io.DisplaySize.x,
                                static_cast<float>(height) / io.DisplaySize.y};
  const double now = shell::now();
  io.DeltaTime = static_cast<float>(std::clamp((now - last_frame_ms) / 1000, 0.001, 0.1));
  last_frame_ms = now;
  ImGui::NewFrame();
}

void draw_anew() {
  renderer::forget_picture();
}

void end_frame() {
  ImGui::Render();
  renderer::draw(*ImGui::GetDrawData());
  SDL_GL_SwapWindow(sdl_window);
  show_pointer();
}

void feed_pointer(std::span<const PointerSample> samples) {
  using enum PointerSample::Kind;
  ImGuiIO& io = ImGui::GetIO();
  for (const PointerSample& sample : samples) {
    const bool is_touch = sample.device == PointerSample::Device::touch;
    io.AddMouseSourceEvent(is_touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
    // What is cancelled must not click: the button comes up away from everything.
    if (sample.kind == cancel) {
      io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
      io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
      continue;
    }
    io.AddMousePosEvent(sample.x, sample.y);
    if (sample.kind == down) io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
    if (sample.kind == up) {
      io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
      if (is_touch) io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);  // a lifted finger points at nothing
    }
  }
}

bool is_settled() {
  return ImGui::GetCurrentContext()->InputEventsQueue.empty();
}

bool is_pressed() {
  return ImGui::IsAnyMouseDown();
}

void context_lost() {
  is_context_lost = true;
  // What the old context held is gone; the first frame in the new one makes everything anew.
  js_forget_graphics_objects();
  renderer::forget();
  if (!is_page_in_sight) return;
  if (is_context_given_up) {
    ask_for_context();
  } else {
    shell::show_context_taken(true);
  }
}

void context_restored() {
  is_context_lost = is_context_given_up = false;
  shell::show_context_taken(false);
  be_in_sight(is_page_in_sight);
}

void ask_for_context() {
  js_ask_for_context();
}

void be_in_sight(bool is_in_sight) {
  is_page_in_sight = is_in_sight;
  if (is_in_sight && is_context_lost) ask_for_context();
  if (is_in_sight || !can_draw()) return;
  is_context_given_up = true;
  js_give_context_up();
}

bool can_draw() {
  return !is_context_lost && !is_context_given_up;
}

}  // namespace bottleneck::window
