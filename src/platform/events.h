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
#include "lab/base/shortcut.h"
#include "lab/drawing/pinch.h"
#include "lab/drawing/pointer.h"
#include "lab/session/given_files.h"
#include "lab/session/stored.h"

namespace bottleneck::events {

// A piece of a file that was asked for by shell::fetch_file(): its content, unpacked. May be empty, which
// tells only how far the transfer is.
struct FilePiece {
  std::string path;
  ByteView bytes;              // stand until the call ends
  std::int64_t network_bytes;  // that have come so far, before they were unpacked; of a kept copy likewise
  std::int64_t network_total;  // 0 when unknown
};

// What the page program does with what happens. Functions are called from outside a frame, one at a time.
struct Handlers {
  void (*draw_frame)();
  bool (*is_touch_taken)(float x, float y);  // a touch here (CSS pixels) may not scroll the page
  // A touch here may scroll it, or drag what is here (lab/drawing/shared_touch.h).
  bool (*is_touch_shared)(float x, float y);
  bool (*can_pinch)(float x, float y);  // two fingers here magnify what is here
  // Nor may the wheel, turned by so many CSS pixels downwards, while the reader uses the canvas.
  bool (*is_wheel_taken)(float x, float y, float by);
  bool (*file_piece)(const FilePiece& piece);  // false: no more is wanted, and the end is not told either
  void (*file_end)(const std::string& path, const Status& status);  // all pieces came, or why not
  void (*file_kept)(const std::string& path);  // the browser has a copy, which shell::fetch_file() would take
  // Files that the reader gives (lab/session/given_files.h): all of a gift, the files in a zip file, and what
  // was read of a file.
  void (*gift)(int gift, std::vector<GivenFile> files);
  void (*listing)(int gift, int place, std::vector<std::string> paths);
  void (*given)(int gift, int place, Result<GivenContent> content);
  // What the browser's storage answers (lab/session/stored.h). Errors as the browser says them; empty for
  // none.
  void (*stored_file)(const std::string& key, const Result<ByteView>& content);
  void (*store_ready)(const std::string& error);
  void (*store_written)(const std::string& key, Written outcome, const std::string& error);
  // A control that was used (lab/shown/controls.h: action_of()), by its id and the value given to it; returns
  // what is wrong with that, for the reader, or nothing.
  std::string (*act)(const std::string& id, const std::string& value);
  // A line of the program in Python is pointed at: the name of its part of the page, or nothing; is_brought:
  // it is to be scrolled to.
  void (*point)(const std::string& part, bool is_brought);
  // A message of the page around this one, as JSON; the answer is told by shell::tell_host().
  void (*request)(const std::string& text);
  void (*woken)();          // the time of wake_after() is over
  void (*idle)();           // the browser has nothing better to do: wait_for_idle()
  void (*mirror_opened)();  // the page as text and controls is to be seen now, and wants to be filled
  void (*address)(const std::string& text);  // the reader went to another address: what stands behind its "#"
  std::string (*state)();                    // JSON
  bool (*key)(const KeyPress& press);        // pressed on the canvas: whether the page takes it
  // The canvas is reached by keyboard, from what comes before it or after it; or left.
  void (*keyboard)(bool is_used, bool is_from_below);
  // Of the graphics context. asked: the reader wants it back; in_sight: whether any of the page is, or
  // nearly; told where it is one of many frames, perhaps.
  void (*context_lost)();
  void (*context_restored)();
  void (*context_asked)();
  void (*in_sight)(bool is_in_sight);
};
void set_handlers(const Handlers& handlers);

// Asks for at least so many frames, one after the other; more than one, because Dear ImGui takes a frame or
// two to come to rest.
void ask_for_frames(int count);
inline constexpr int kFramesToRest = 3;

// Calls Handlers::woken after so many milliseconds, or sooner where that was asked for before.
void wake_after(double ms);

// Calls Handlers::idle once, when the browser has nothing better to do.
void wait_for_idle();

// What came in since the last call, oldest first. Of the pointer up to the next release: the rest is for
// later frames, which are asked for.
std::vector<PointerSample> take_gesture();
bool has_pointer_samples();              // whether some are still to be taken
std::vector<Shortcut> take_shortcuts();  // that were pressed on the canvas
PinchStep take_pinch();                  // by two fingers, where they could
float take_wheel();                      // CSS pixels downwards, of what was taken

}  // namespace bottleneck::events
