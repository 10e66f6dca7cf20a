// Digits drawn by a program as a dataset: any number of them, from any seed, for pages that can have no
// other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lab/base/clock.h"
#include "lab/data/datasets.h"

namespace bottleneck {

// How many digits a plan makes in all, and of one half.
int synthetic_count(const SyntheticPlan& plan, Split split);
int synthetic_count(const SyntheticPlan& plan);

// The whole half at once. Halves of one plan, and of two plans with other seeds, are different digits; the
// same plan gives the same bits everywhere.
Dataset synthetic_half(const SyntheticPlan& plan, Split split);

// "synthetic:20000:7" as the native program names it: count and seed where they are not the usual ones.
std::string synthetic_name(const SyntheticPlan& plan);
std::optional<SyntheticPlan> read_synthetic_name(std::string_view name);

// In limits: kFewestSynthetic..kMostSynthetic, up to kLargestSeed.
SyntheticPlan clamped(const SyntheticPlan& plan);

// Of synthetic_count() how many have been made.
int synthetic_done(const Datasets& datasets);

// Goes on for some milliseconds with the digits of the plan, if they are wanted and not there yet; those of
// another plan are let go. Says whether anything has changed: then it is to be called again soon.
bool make_synthetic(Datasets& datasets, const SyntheticPlan& plan, Clock clock);

}  // namespace bottleneck
