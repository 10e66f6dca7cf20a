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
#include "lab/drawing/pointer.h"
#include "lab/session/picture_import.h"
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
  // Nor may the wheel, turned by so many CSS pixels downwards, while the reader uses the canvas.
  bool (*is_wheel_taken)(float x, float y, float by);
  bool (*file_piece)(const FilePiece& piece);  // false: no more is wanted, and the end is not told either
  void (*file_end)(const std::string& path, const Status& status);  // all pieces came, or why not
  // A file that the reader has dropped onto the page or picked, unpacked, or why it cannot be read; returns
  // the path under which a copy is to be kept for the next visit, or nothing. And files of no kind that the
  // page takes: one of them by name, and how many.
  std::string (*dropped)(const std::string& name, Result<Bytes> content);
  void (*strangers_dropped)(const std::string& name, int count);
  // One that holds a model.
  void (*model_dropped)(const std::string& name, const Result<ByteView>& content);
  // Pictures (lab/session/picture_import.h). Their paths, which gives the number of the import or 0; which of
  // them is to be decoded next, or -1; and a decoded one, or why it cannot be had.
  int (*pictures_given)(std::vector<std::string> paths);
  int (*next_picture)(int number);
  void (*picture_decoded)(int number, int place, const Result<GreyView>& picture);
  // One that holds drawings.
  void (*drawings_dropped)(const std::string& name, const Result<ByteView>& content);
  // What the browser's storage answers (lab/session/stored.h). Errors as the browser says them; empty for
  // none.
  void (*stored_file)(const std::string& key, const Result<ByteView>& content);
  void (*store_ready)(const std::string& error);
  void (*store_written)(const std::string& key, Written outcome, const std::string& error);
  // A control that was used (lab/shown/controls.h: action_of()), by its id and the value given to it; returns
  // what is wrong with that, for the reader, or nothing.
  std::string (*act)(const std::string& id, const std::string& value);
  void (*mirror_opened)();  // the page as text and controls is to be seen now, and wants to be filled
  void (*address)(const std::string& text);  // the reader went to another address: what stands behind its "#"
  std::string (*state)();                    // JSON
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

// What came in since the last call, oldest first. Of the pointer up to the next release: the rest is for
// later frames, which are asked for.
std::vector<PointerSample> take_gesture();
bool has_pointer_samples();              // whether some are still to be taken
std::vector<Shortcut> take_shortcuts();  // that were pressed on the canvas
float take_wheel();                      // CSS pixels downwards, of what was taken

}  // namespace bottleneck::events
