// A line on standard error that says how far the work is and how long it will still take.
#pragma once

#include <chrono>
#include <string>

namespace bottleneck {

// Seconds since it was made.
class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
};

// On a terminal the line is rewritten in place a few times a second; into a file it is written at every tenth
// of the work.
class ProgressLine {
 public:
  explicit ProgressLine(const std::string& what);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();  // ends the line

  // fraction: done of the whole, 0 to 1; detail: what stands behind it, such as "loss 0.127".
  void show(double fraction, const std::string& detail);

 private:
  std::string what_;
  Stopwatch watch_;
  bool is_terminal_;
  double last_shown_ = -1;  // seconds on a terminal, tenths of the work otherwise
  bool is_open_ = false;    // a line without its end stands on the terminal
};

}  // namespace bottleneck
