#include "lab/base/plot_scale.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

#include "lab/base/figures.h"

namespace bottleneck {
namespace {

constexpr int kUsualTicks = 6;  // that an axis should have room for, to choose round ends
constexpr int kWholePlan = 60;  // up to so many steps the whole way is shown from the start
constexpr double kRoomToGrow = 1.25;
// Rounding must not lose a tick that lies on the end of an axis, nor make 0.30000000000000004 a step too far.
constexpr double kSlack = 1e-9;

// The smallest of 1, 2, 5, 10, 20, … (times any power of ten) that is at least `step`.
double round_up(double step) {
  const double power = std::pow(10, std::floor(std::log10(step)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= step * (1 - kSlack)) return factor * power;
  }
  return 10 * power;
}

double linear_step(double low, double high, int most) {
  return round_up((high - low) / std::max(most - 1, 1));
}

std::vector<double> linear_ticks(double low, double high, int most) {
  std::vector<double> ticks;
  double step = linear_step(low, high, most);
  // A round step can have one tick more than there is room for: its ends need not be the axis's.
  while (std::floor(high / step + kSlack) - std::ceil(low / step - kSlack) + 1 > most)
    step = round_up(step * 1.5);
  const double last = std::floor(high / step + kSlack);
  for (double i = std::ceil(low / step - kSlack); i <= last; ++i) ticks.push_back(i * step);
  return ticks;
}

template <std::size_t N>
std::vector<double> log_ticks(const Axis& axis, const std::array<double, N>& factors, int every) {
  std::vector<double> ticks;
  const int first = static_cast<int>(std::floor(std::log10(axis.low) + kSlack));
  const int last = static_cast<int>(std::floor(std::log10(axis.high) + kSlack));
  for (int power = first; power <= last; ++power) {
    if (power % every != 0) continue;
    for (const double factor : factors) {
      const double tick = factor * std::pow(10, power);
      if (tick >= axis.low * (1 - kSlack) && tick <= axis.high * (1 + kSlack)) ticks.push_back(tick);
    }
  }
  return ticks;
}

// Digits after the point that a number of this size needs for its first figure.
int digits_of(double step) {
  return std::clamp(static_cast<int>(std::ceil(-std::log10(step) - kSlack)), 0, 12);
}

Axis around_log(double low, double high) {
  // To 1, 2 or 5 times a power of ten.
  const auto down = [](double value) {
    const double power = std::pow(10, std::floor(std::log10(value) + kSlack));
    return value >= 5 * power ? 5 * power : value >= 2 * power ? 2 * power : power;
  };
  Axis axis{.low = down(low * (1 + kSlack)), .high = round_up(high), .is_log = true};
  if (!(axis.high > axis.low)) axis.high = round_up(axis.low * 1.5);
  return axis;
}

}  // namespace

double Axis::share_of(double value) const {
  if (!is_log) return (value - low) / (high - low);
  const double least = std::numeric_limits<double>::min();
  return std::log(std::max(value, least) / low) / std::log(high / low);
}

double Axis::value_at(double share) const {
  return is_log ? low * std::pow(high / low, share) : low + share * (high - low);
}

Axis axis_around(std::span<const double> values, bool is_log) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const double value : values) {
    if (!std::isfinite(value) || (is_log && value <= 0)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  if (low > high) return {.low = is_log ? 0.1 : 0, .high = 1, .is_log = is_log};
  if (is_log) return around_log(low, high);
  if (low == high) {  // a single value lies in the middle
    const double half = low == 0 ? 0.5 : std::abs(low) / 4;
    low -= half;
    high += half;
  }
  const double step = linear_step(low, high, kUsualTicks);
  return {.low = std::floor(low / step + kSlack) * step, .high = std::ceil(high / step - kSlack) * step};
}

std::vector<double> round_ticks(const Axis& axis, int most) {
  assert(most >= 2 && axis.high > axis.low);
  const auto fits = [&](const std::vector<double>& ticks) { return static_cast<int>(ticks.size()) <= most; };
  if (!axis.is_log || axis.high < 10 * axis.low) return linear_ticks(axis.low, axis.high, most);
  if (auto ticks = log_ticks(axis, std::array{1.0, 2.0, 5.0}, 1); fits(ticks)) return ticks;
  for (int every = 1;; ++every) {
    if (auto ticks = log_ticks(axis, std::array{1.0}, every); fits(ticks)) return ticks;
  }
}

std::vector<int> whole_ticks(int low, int high, int most) {
  std::vector<int> ticks;
  if (high < low || most < 1) return ticks;
  const double span = static_cast<double>(high) - low;
  int step = 1;
  if (most < 2) return {low};
  if (span > 0) step = std::max(1, static_cast<int>(std::llround(linear_step(0, span, most))));
  const int first = low <= 0 ? 0 : (low + step - 1) / step * step;
  for (std::int64_t tick = first; tick <= high; tick += step) {
    if (tick >= low) ticks.push_back(static_cast<int>(tick));
  }
  // The ends need not lie on round numbers: one step may be too many.
  if (static_cast<int>(ticks.size()) > most) return whole_ticks(low, high, most - 1);
  return ticks;
}

std::string tick_label(double value, double step) {
  const int digits = digits_of(step);
  if (std::fabs(value) < step / 2) value = 0;  // a sum of steps may be a hair below: no "-0.0"
  return digits == 0 ? grouped(static_cast<std::int64_t>(std::llround(value))) : fixed(value, digits);
}

int growing_reach(int done, int all) {
  if (all <= kWholePlan) return std::max(all, 1);
  const double wanted = std::max<double>(done * kRoomToGrow, kWholePlan / 3.0);
  return static_cast<int>(std::min<double>(round_up(wanted), all));
}

std::vector<std::size_t> thin_out(std::span<const float> values, int columns) {
  assert(columns >= 1);
  std::vector<std::size_t> kept;
  const std::size_t count = values.size();
  const auto wide = static_cast<std::size_t>(columns);
  if (count <= 2 * wide) {
    for (std::size_t i = 0; i < count; ++i) {
      if (std::isfinite(values[i])) kept.push_back(i);
    }
    return kept;
  }
  for (std::size_t column = 0; column < wide; ++column) {
    const std::size_t end = (column + 1) * count / wide;
    std::size_t lowest = count;  // none yet
    std::size_t highest = count;
    for (std::size_t i = column * count / wide; i < end; ++i) {
      if (!std::isfinite(values[i])) continue;
      if (lowest == count || values[i] < values[lowest]) lowest = i;
      if (highest == count || values[i] > values[highest]) highest = i;
    }
    if (lowest == count) continue;
    kept.push_back(std::min(lowest, highest));
    if (lowest != highest) kept.push_back(std::max(lowest, highest));
  }
  return kept;
}

}  // namespace bottleneck
