// The axes of a plot, without a screen: what they span, where round values lie, and which of very many points
// are worth drawing.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace bottleneck {

// From low to high; high > low, and low > 0 where it is logarithmic.
struct Axis {
  double low = 0;
  double high = 1;
  bool is_log = false;

  // Where a value lies: 0 at low, 1 at high. Beyond them, beyond that.
  double share_of(double value) const;
  // The value at such a place.
  double value_at(double share) const;
};

// The axis that shows all of the values, of which those that are not finite (and, for a logarithmic one, not
// positive) are left out: its ends are round. Without any value, 0 to 1, or 0.1 to 1.
Axis axis_around(std::span<const double> values, bool is_log);

// Round values within the axis, rising, at most `most` (at least 2): 1, 2 or 5 times a power of ten apart; on
// a logarithmic axis 1, 2 and 5 times powers of ten, or powers alone, as far as there is room. An axis of
// less than a decade has them as a linear one.
std::vector<double> round_ticks(const Axis& axis, int most);

// Round whole numbers of at least 1 in low..high, rising, at most `most`.
std::vector<int> whole_ticks(int low, int high, int most);

// A tick as short as it can be said beside its neighbours: "0.05" and "0.10"; "10". step: between them, or
// the smallest tick of a logarithmic axis.
std::string tick_label(double value, double step);

// How far a horizontal axis reaches while `done` of `all` steps are done: to the end where that is near, else
// to a round number that leaves room for some more. At least 1.
int growing_reach(int done, int all);

// Which points of a curve are drawn where only `columns` can be told apart: the lowest and the highest of
// each column, in their order; all of them where they are few, values that are not finite left out. At most
// 2 · columns indices, rising.
std::vector<std::size_t> thin_out(std::span<const float> values, int columns);

}  // namespace bottleneck
