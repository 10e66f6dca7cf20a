// Whether mini-batches that are shared are quicker, as measured in the run itself: what a message costs
// differs from browser to browser. In Chromium it is little; in Firefox and WebKit two workers were slower
// than one.
#pragma once

#include <algorithm>
#include <limits>

namespace bottleneck {

class SharingGain {
 public:
  // What a mini-batch took, in milliseconds.
  void add(bool is_shared, double ms) {
    Times& times = is_shared ? shared_ : alone_;
    times.sum += ms;
    if (++times.count < kWindow) return;
    times.best = std::min(times.best, times.sum / kWindow);
    times.sum = 0;
    times.count = 0;
    ++times.windows;
  }

  // True as long as it is not known.
  bool is_enough() const {
    if (alone_.windows == 0 || shared_.windows < kTries) return true;
    return shared_.best <= kWorthwhile * alone_.best;
  }

 private:
  // So many mini-batches at a time, for clocks tell whole milliseconds at worst; and of these times the best,
  // for others use the machine too, and code is slow before it has been compiled well.
  static constexpr int kWindow = 16;
  static constexpr int kTries = 12;  // half a second of k = 64, so that whoever looks sees how many work
  static constexpr double kWorthwhile = 0.95;

  struct Times {
    double sum = 0;
    int count = 0;
    int windows = 0;
    double best = std::numeric_limits<double>::infinity();
  };
  Times alone_{};
  Times shared_{};
};

}  // namespace bottleneck
