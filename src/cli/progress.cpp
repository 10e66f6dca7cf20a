#include "cli/progress.h"

#include <cmath>
#include <cstdio>

#include <unistd.h>

#include "formats/utf8.h"

namespace bottleneck {

ProgressLine::ProgressLine(const std::string& what)
    : what_(escaped(what)), is_terminal_(isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
  if (is_open_) std::fputc('\n', stderr);
}

void ProgressLine::show(double fraction, const std::string& detail) {
  const double elapsed = watch_.seconds();
  const double mark = is_terminal_ ? elapsed : std::floor(fraction * 10);
  const double least = is_terminal_ ? 0.1 : 1;
  if (fraction < 1 && mark < last_shown_ + least) return;
  last_shown_ = mark;

  const double left = fraction > 0 ? elapsed / fraction - elapsed : 0;
  std::fprintf(stderr, "%s%s: %3.0f %%, %.1f s, about %.1f s left  %s%s", is_terminal_ ? "\r\033[K" : "",
               what_.c_str(), fraction * 100, elapsed, left, detail.c_str(), is_terminal_ ? "" : "\n");
  std::fflush(stderr);
  is_open_ = is_terminal_;
}

}  // namespace bottleneck
