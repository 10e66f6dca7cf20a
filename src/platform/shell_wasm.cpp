#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <span>

#include <emscripten.h>
#include <emscripten/heap.h>

#include "fonts.h"
#include "lab/base/device.h"
#include "platform/shell.h"

// Module.shell is the object that web/shell.js makes. Each of these passes its arguments on and does nothing
// else.
// clang-format off
EM_JS(void, js_fetch_file, (const char* path, const char* from, int is_packed, int is_fresh), {
  Module.shell.fetchFile(UTF8ToString(path), UTF8ToString(from), is_packed !== 0, is_fresh !== 0);
})
EM_JS(void, js_stop_fetching, (const char* path), { Module.shell.stopFetching(UTF8ToString(path)); })
EM_JS(void, js_pick_files, (), { Module.shell.pickFiles(); })
EM_JS(void, js_pick_folder, (), { Module.shell.pickFolder(); })
EM_JS(void, js_read_given, (int gift, int place, int need, double most), {
  Module.shell.readGiven(gift, place, need, most);
})
EM_JS(void, js_keep_given, (int gift, int place, const char* path), {
  Module.shell.keepGiven(gift, place, UTF8ToString(path));
})
EM_JS(void, js_let_go_gift, (int gift), { Module.shell.letGoGift(gift); })
EM_JS(void, js_remove_kept, (const char* path), { Module.shell.removeKept(UTF8ToString(path)); })
EM_JS(void, js_open_store, (), { Module.shell.store.open(); })
EM_JS(void, js_store_put, (const char* key, const uint8_t* bytes, size_t size, int is_new), {
  Module.shell.store.put(UTF8ToString(key), HEAPU8.subarray(bytes, bytes + size), is_new !== 0);
})
EM_JS(void, js_store_delete, (const char* key), { Module.shell.store.delete(UTF8ToString(key)); })
EM_JS(int, js_download, (const char* name, const uint8_t* bytes, size_t size), {
  return Module.shell.download(UTF8ToString(name), HEAPU8.subarray(bytes, bytes + size)) ? 1 : 0;
})
EM_JS(void, js_download_picture, (const char* name, double x, double y, double width, double height), {
  Module.shell.downloadPicture(UTF8ToString(name), {x, y, width, height});
})
EM_JS(void, js_set_canvas_height, (double height), { Module.shell.setCanvasHeight(height); })
EM_JS(void, js_canvas_size, (double* four), { HEAPF64.set(Module.shell.canvasSize(), four / 8); })
EM_JS(int, js_is_system_dark, (), { return Module.shell.isSystemDark() ? 1 : 0; })
EM_JS(int, js_forced_colours, (uint32_t* six), {
  const colours = Module.shell.forcedColours();
  if (colours) HEAPU32.set(colours, six / 4);
  return colours ? 1 : 0;
})
EM_JS(int, js_is_motion_reduced, (), { return Module.shell.isMotionReduced() ? 1 : 0; })
EM_JS(int, js_has_fingers, (), { return Module.shell.hasFingers() ? 1 : 0; })
EM_JS(void, js_show_part, (double top, double bottom), { Module.shell.showPart(top, bottom); })
EM_JS(void, js_show_address, (const char* text, int is_step), {
  Module.shell.address.show(UTF8ToString(text), is_step !== 0);
})
// A text of the page's, as UTF-8 in memory that the caller frees; null when there is none left.
EM_JS(char*, js_address, (), {
  const text = Module.shell.address.read();
  const size = lengthBytesUTF8(text) + 1;
  const pointer = _malloc(size);
  if (pointer) stringToUTF8(text, pointer, size);
  return pointer;
})
EM_JS(void, js_use_font, (const char* family, int weight, const uint8_t* bytes, size_t size), {
  Module.shell.useFont(UTF8ToString(family), weight, HEAPU8.slice(bytes, bytes + size));
})
EM_JS(void, js_show_context_taken, (int is_taken), { Module.shell.showContextTaken(is_taken !== 0); })
EM_JS(void, js_show_theme, (const char* name), { Module.shell.showTheme(UTF8ToString(name)); })
EM_JS(int, js_is_framed, (), { return Module.shell.host ? 1 : 0; })
EM_JS(int, js_is_sized_by_host, (), { return Module.shell.isSizedByHost() ? 1 : 0; })
EM_JS(void, js_tell_host, (const char* json), { Module.shell.host?.tell(UTF8ToString(json)); })
EM_JS(void, js_tell_height, (double height), { Module.shell.tellHeight(height); })
EM_JS(void, js_show_pointer, (const char* name), { Module.shell.showPointer(UTF8ToString(name)); })
EM_JS(void, js_announce, (const char* text), { Module.shell.announce(UTF8ToString(text)); })
EM_JS(int, js_is_mirror_open, (), { return Module.shell.isMirrorOpen() ? 1 : 0; })
EM_JS(void, js_show_mirror, (const char* json), { Module.shell.showMirror(UTF8ToString(json)); })
EM_JS(void, js_show_dialog, (const char* json), { Module.shell.showDialog(UTF8ToString(json)); })
EM_JS(void, js_show_program, (const char* json), { Module.shell.showProgram(UTF8ToString(json)); })
EM_JS(void, js_light_program, (const char* parts), { Module.shell.lightProgram(UTF8ToString(parts).split('\n')); })
EM_JS(void, js_edit_field,
      (const char* id, const char* label, const char* value, double x, double y, double width, double height,
       double zoom, int is_number), {
        const place = {x, y, width, height, zoom};
        Module.shell.editField(UTF8ToString(id), UTF8ToString(label), UTF8ToString(value), place, is_number !== 0);
      })
EM_JS(int, js_cores, (), { return navigator.hardwareConcurrency || 0; })
EM_JS(char*, js_user_agent, (), {
  const text = navigator.userAgent;
  const size = lengthBytesUTF8(text) + 1;
  const pointer = _malloc(size);
  if (pointer) stringToUTF8(text, pointer, size);
  return pointer;
})
EM_JS(char*, js_page_address, (), {
  const text = Module.shell.pageAddress();
  const size = lengthBytesUTF8(text) + 1;
  const pointer = _malloc(size);
  if (pointer) stringToUTF8(text, pointer, size);
  return pointer;
})
EM_JS(void, js_show_ready, (), { Module.shell.showReady(); })
EM_JS(void, js_show_failure, (const char* message), { Module.shell.showFailure(UTF8ToString(message)); })
// clang-format on

namespace bottleneck::shell {
namespace {

float canvas_zoom = 1;

double zoomed(float length) {
  return static_cast<double>(length * canvas_zoom);
}

}  // namespace

void set_zoom(float zoom) {
  canvas_zoom = zoom;
}
float zoom() {
  return canvas_zoom;
}

bool is_framed() {
  return js_is_framed() != 0;
}
bool is_sized_by_host() {
  return js_is_sized_by_host() != 0;
}
void tell_host(const std::string& json) {
  js_tell_host(json.c_str());
}
void tell_height(float height) {
  js_tell_height(zoomed(height));
}

double now() {
  return emscripten_get_now();
}

std::string today() {
  const std::time_t now = std::time(nullptr);
  std::string text(11, ' ');
  text.resize(std::strftime(text.data(), text.size(), "%Y-%m-%d", std::localtime(&now)));
  return text;
}

std::string device() {
  const std::unique_ptr<char, decltype(&std::free)> user_agent(js_user_agent(), &std::free);
  return device_in_words(user_agent ? user_agent.get() : "", js_cores());
}

int cores() {
  return std::max(js_cores(), 1);
}

void fetch_file(const std::string& path, const std::string& from, bool is_packed, bool is_fresh) {
  js_fetch_file(path.c_str(), from.c_str(), is_packed ? 1 : 0, is_fresh ? 1 : 0);
}
void stop_fetching(const std::string& path) {
  js_stop_fetching(path.c_str());
}
void pick_files() {
  js_pick_files();
}
void pick_folder() {
  js_pick_folder();
}
void read_given(const GivenWant& want) {
  js_read_given(want.gift, want.place, static_cast<int>(want.need), static_cast<double>(want.most));
}
void keep_given(const GivenCopy& copy) {
  js_keep_given(copy.gift, copy.place, copy.path.c_str());
}
void let_go_gift(int gift) {
  js_let_go_gift(gift);
}
void remove_kept_file(const std::string& path) {
  js_remove_kept(path.c_str());
}

void open_store() {
  js_open_store();
}
void store_put(const std::string& key, ByteView bytes, bool is_new) {
  js_store_put(key.c_str(), bytes.data(), bytes.size(), is_new ? 1 : 0);
}
void store_delete(const std::string& key) {
  js_store_delete(key.c_str());
}

bool download(const std::string& name, ByteView bytes) {
  return js_download(name.c_str(), bytes.data(), bytes.size()) != 0;
}
void download_picture(const std::string& name, const PlaceOnPage& place) {
  js_download_picture(name.c_str(), zoomed(place.x), zoomed(place.y), zoomed(place.width),
                      zoomed(place.height));
}

void set_canvas_height(float height) {
  js_set_canvas_height(zoomed(height));
}

CanvasSize canvas_size() {
  std::array<double, 4> four{};
  js_canvas_size(four.data());
  return {.width = static_cast<float>(four[0]) / canvas_zoom,
          .height = static_cast<float>(four[1]) / canvas_zoom,
          .viewport_height = static_cast<float>(four[2]) / canvas_zoom,
          .pixel_ratio = four[3] * static_cast<double>(canvas_zoom)};
}

bool is_system_dark() {
  return js_is_system_dark() != 0;
}
std::optional<std::array<std::uint32_t, 6>> forced_colours() {
  std::array<std::uint32_t, 6> six{};
  if (js_forced_colours(six.data()) == 0) return std::nullopt;
  return six;
}
bool is_motion_reduced() {
  return js_is_motion_reduced() != 0;
}
bool has_fingers() {
  return js_has_fingers() != 0;
}
void show_part(float top, float bottom) {
  js_show_part(zoomed(top), zoomed(bottom));
}
std::string address() {
  const std::unique_ptr<char, decltype(&std::free)> text(js_address(), &std::free);
  return text ? text.get() : "";
}
void show_address(const std::string& text, bool is_step) {
  js_show_address(text.c_str(), is_step ? 1 : 0);
}
void share_fonts() {
  const auto share = [](const char* family, int weight, std::span<const unsigned char> file) {
    js_use_font(family, weight, file.data(), file.size());
  };
  share("Inter", 400, fonts::inter_regular());
  share("Inter", 600, fonts::inter_semibold());
  share("Inter", 700, fonts::inter_bold());
  share("JetBrains Mono", 400, fonts::mono_regular());
}
void show_theme(const char* name) {
  js_show_theme(name);
}
void show_pointer(const char* css_name) {
  js_show_pointer(css_name);
}
void announce(const std::string& text) {
  js_announce(text.c_str());
}
bool is_mirror_open() {
  return js_is_mirror_open() != 0;
}
void show_mirror(const std::string& json) {
  js_show_mirror(json.c_str());
}
void show_dialog(const std::string& json) {
  js_show_dialog(json.c_str());
}

void show_program(const std::string& json) {
  js_show_program(json.c_str());
}
void light_program(const std::string& parts) {
  js_light_program(parts.c_str());
}

void edit_field(const std::string& id, const std::string& label, const std::string& value,
                const PlaceOnPage& place, bool is_number) {
  js_edit_field(id.c_str(), label.c_str(), value.c_str(), zoomed(place.x), zoomed(place.y),
                zoomed(place.width), zoomed(place.height), zoomed(1), is_number ? 1 : 0);
}

std::string page_address() {
  const std::unique_ptr<char, decltype(&std::free)> text(js_page_address(), &std::free);
  return text ? text.get() : "";
}

void show_context_taken(bool is_taken) {
  js_show_context_taken(is_taken ? 1 : 0);
}
double memory() {
  return static_cast<double>(emscripten_get_heap_size());
}

void show_ready() {
  js_show_ready();
}
void show_failure(const std::string& message) {
  js_show_failure(message.c_str());
}

}  // namespace bottleneck::shell
