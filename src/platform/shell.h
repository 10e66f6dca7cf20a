// What the program asks of the web page around it (web/shell.js), and the clock.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "formats/bytes.h"
#include "lab/session/given_files.h"
#include "lab/shown/state_json.h"

namespace bottleneck::shell {

// The part of the page's address behind "#": as it is, and another in its place. is_step: the browser's
// history keeps the one before, and "back" leads to it.
std::string address();
void show_address(const std::string& text, bool is_step);

// Milliseconds since the page was opened; never goes back.
double now();

// The reader's date: "2026-01-31".
std::string today();

// What the browser runs on, for what is measured: "8 cores, Chrome 130 on Linux".
std::string device();
int cores();  // 1 where that is not known

// Starts to fetch a file; its content comes as events (platform/events.h), which call it `path`. from: its
// address, relative to the page or elsewhere; is_packed: a gzip file, whose content is wanted, and which is
// kept under `path` for the next visit where the browser allows it; is_fresh: neither a kept copy nor one in
// the browser's cache will do.
void fetch_file(const std::string& path, const std::string& from, bool is_packed, bool is_fresh);

// Stops what fetch_file() has started; nothing more is heard of it.
void stop_fetching(const std::string& path);

// Forgets the kept copy of a file, also one that is just being kept.
void remove_kept_file(const std::string& path);

// Lets the reader choose files of the device, or a folder; they come as events, as though they were dropped.
void pick_files();
void pick_folder();

// Files that the reader gives (lab/session/given_files.h). What is read of one comes as an event.
void read_given(const GivenWant& want);
void keep_given(const GivenCopy& copy);
void let_go_gift(int gift);

// The browser's storage (lab/session/stored.h): its files come as events, and so does what becomes of a
// write.
void open_store();
void store_put(const std::string& key, ByteView bytes, bool is_new);  // is_new: only if there is none
void store_delete(const std::string& key);

// Hands the reader a file. False: there is no memory for it.
bool download(const std::string& name, ByteView bytes);

// Hands the reader a part of the canvas, in CSS pixels, as a PNG. Right after it was drawn: later it is gone.
void download_picture(const std::string& name, const PlaceOnPage& place);

// The canvas is drawn so many times as large as its measures say: all that is told and asked here in CSS
// pixels, and what events tell, is in what the canvas is measured in. 1 before it is set.
void set_zoom(float zoom);
float zoom();

// Whether the page stands in another one, its host; and whether that has made its frame as high as it was
// told.
bool is_framed();
bool is_sized_by_host();
// A message to the host, as JSON; how high a canvas it is to make room for.
void tell_host(const std::string& json);
void tell_height(float height);

// Makes the canvas so many CSS pixels high, or as high as the window if that is more and the
// host has not made it as high as it was told.
void set_canvas_height(float height);

// The canvas's size now, and how many device pixels a CSS pixel has.
struct CanvasSize {
  float width;  // CSS pixels
  float height;
  float viewport_height;  // what can be seen of it at once
  double pixel_ratio;
};
CanvasSize canvas_size();

bool is_system_dark();
// The colours that the system forces onto the page (SystemColours of ui/paint/tokens.h), where it does.
std::optional<std::array<std::uint32_t, 6>> forced_colours();
bool is_motion_reduced();  // the reader's system asks for little motion
bool has_fingers();        // the reader's device is used with fingers, above all

// Scrolls so far that the canvas is seen between these heights.
void show_part(float top, float bottom);

// Gives the page around the canvas the typefaces of the canvas, which are in the program.
void share_fonts();

// Colours the page around the canvas: "light", "dark" or "projector".
void show_theme(const char* name);

// The shape of the mouse's pointer, a name from CSS.
void show_pointer(const char* css_name);

// Says a text to those who use a screen reader; an empty text takes it back.
void announce(const std::string& text);

// The page as text and controls (lab/shown/controls.h), where the reader has opened it; it is not filled
// while closed.
bool is_mirror_open();
void show_mirror(const std::string& json);

// The dialog over the page (lab/shown/controls.h); "null" closes it.
void show_dialog(const std::string& json);

// The program in Python beside the canvas (lab/shown/program/program.h: write_program()); "null" closes it.
// Its lines of the parts that are pointed at are lit (ui/paint/parts.h: parts_pointed_at()).
void show_program(const std::string& json);
void light_program(const std::string& parts);

// Lays a field over the canvas, in which a value can be typed; what is entered comes as
// events::Handlers::act() of that id. label: what is typed, for those who do not see where. One that is open
// is given up. is_number: on a phone, keys for digits will do.
void edit_field(const std::string& id, const std::string& label, const std::string& value,
                const PlaceOnPage& place, bool is_number);

// The whole address of the page as it is now.
std::string page_address();

// Whether the browser has taken the canvas's graphics context away from a page that is seen: said over the
// canvas, with a press that asks for it (events::Handlers::context_asked).
void show_context_taken(bool is_taken);

// Bytes of the program's memory, which never becomes smaller.
double memory();

// The pad can be used: the "Loading" goes.
void show_ready();

// The program cannot go on: shows a readable message in place of the canvas.
void show_failure(const std::string& message);

}  // namespace bottleneck::shell
