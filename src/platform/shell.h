// What the program asks of the web page around it (web/shell.js), and the clock.
#pragma once

#include <string>

namespace bottleneck::shell {

// Milliseconds since the page was opened; never goes back.
double now();

// Starts to fetch a file of the site; its bytes come as events (platform/events.h).
void fetch_file(const std::string& path);

// Makes the canvas so many CSS pixels high, or as high as the window if that is more.
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

// Colours the page around the canvas.
void show_theme(bool is_dark);

// The shape of the mouse's pointer, a name from CSS.
void show_pointer(const char* css_name);

// Says a text to those who use a screen reader; an empty text takes it back.
void announce(const std::string& text);

// The pad can be used: the "Loading" goes.
void show_ready();

// The program cannot go on: shows a readable message in place of the canvas.
void show_failure(const std::string& message);

}  // namespace bottleneck::shell
