// What happens in the web page, in C++. web/input.js and web/shell.js call exported functions; they are kept
// here in order and handed out once a frame.
//
// Pointer events are taken from the page itself rather than through SDL: SDL would swallow the wheel and
// every touch on the canvas, so that the page could not be scrolled over it, and knows neither the points
// between two frames nor a pen's pressure.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "formats/bytes.h"
#include "lab/pointer.h"

namespace bottleneck::events {

// A shortcut that the page takes from the browser while the canvas has the focus.
enum class Key : std::uint8_t { undo, redo, clear, escape };

// News of a file asked for by shell::fetch_file().
struct FileProgress {
  std::string path;
  std::int64_t bytes;
  std::int64_t total;  // 0 when unknown
};

// What the page program does with what happens. Functions are called from outside a frame, one at a time.
struct Handlers {
  void (*draw_frame)();
  bool (*is_pen_wanted)(float x, float y);  // may a touch here scroll the page? (CSS pixels)
  void (*file_progress)(const FileProgress& progress);
  void (*file_arrived)(const std::string& path, const Result<ByteView>& content);
  std::string (*state)();  // JSON
  void (*context_lost)();
  void (*context_restored)();
};
void set_handlers(const Handlers& handlers);

// Asks for at least so many frames, one after the other; more than one, because Dear ImGui takes a frame or
// two to come to rest.
void ask_for_frames(int count);
inline constexpr int kFramesToRest = 3;

// What came in since the last call, oldest first.
std::vector<PointerSample> take_pointer();
std::vector<Key> take_keys();

}  // namespace bottleneck::events
