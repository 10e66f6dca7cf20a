#include <array>

#include <emscripten.h>

#include "platform/shell.h"

// Module.shell is the object that web/shell.js makes. Each of these passes its arguments on and does nothing
// else.
// clang-format off
EM_JS(void, js_fetch_file, (const char* path), { Module.shell.fetchFile(UTF8ToString(path)); })
EM_JS(void, js_set_canvas_height, (double height), { Module.shell.setCanvasHeight(height); })
EM_JS(void, js_canvas_size, (double* four), { HEAPF64.set(Module.shell.canvasSize(), four / 8); })
EM_JS(int, js_is_system_dark, (), { return Module.shell.isSystemDark() ? 1 : 0; })
EM_JS(void, js_show_theme, (int is_dark), { Module.shell.showTheme(is_dark !== 0); })
EM_JS(void, js_show_pointer, (const char* name), { Module.shell.showPointer(UTF8ToString(name)); })
EM_JS(void, js_announce, (const char* text), { Module.shell.announce(UTF8ToString(text)); })
EM_JS(void, js_show_ready, (), { Module.shell.showReady(); })
EM_JS(void, js_show_failure, (const char* message), { Module.shell.showFailure(UTF8ToString(message)); })
// clang-format on

namespace bottleneck::shell {

double now() {
  return emscripten_get_now();
}

void fetch_file(const std::string& path) {
  js_fetch_file(path.c_str());
}

void set_canvas_height(float height) {
  js_set_canvas_height(static_cast<double>(height));
}

CanvasSize canvas_size() {
  std::array<double, 4> four{};
  js_canvas_size(four.data());
  return {.width = static_cast<float>(four[0]),
          .height = static_cast<float>(four[1]),
          .viewport_height = static_cast<float>(four[2]),
          .pixel_ratio = four[3]};
}

bool is_system_dark() {
  return js_is_system_dark() != 0;
}
void show_theme(bool is_dark) {
  js_show_theme(is_dark ? 1 : 0);
}
void show_pointer(const char* css_name) {
  js_show_pointer(css_name);
}
void announce(const std::string& text) {
  js_announce(text.c_str());
}
void show_ready() {
  js_show_ready();
}
void show_failure(const std::string& message) {
  js_show_failure(message.c_str());
}

}  // namespace bottleneck::shell
