#include "lab/data/synthetic_digits.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <new>
#include <utility>

#include "texts/data.h"

namespace bottleneck {
namespace {

constexpr int kTrainPerTest = 6;   // as of MNIST
constexpr double kSliceMs = 6;     // of a frame's 16
constexpr int kBetweenLooks = 16;  // digits from one look at the clock to the next

// Far from the seeds of networks and of the ready-made inputs, so that none of them repeats another's digits.
std::uint64_t seed_of(const SyntheticPlan& plan, Split split) {
  constexpr std::uint64_t kFirstSeed = 1'000'001;
  return kFirstSeed + 2 * (plan.seed - 1) + (split == Split::test ? 1 : 0);
}

void let_go(Datasets& datasets, DatasetEntry& entry) {
  entry.train.images = nullptr;
  entry.test.images = nullptr;
  datasets.synthetic.maker.reset();
  datasets.synthetic.error.clear();
}

void begin_half(SyntheticMaking& making, const DatasetEntry& entry) {
  making.split = entry.test.images ? Split::train : Split::test;
  making.maker.emplace(synthetic_count(making.plan, making.split), seed_of(making.plan, making.split));
}

// True when the half is whole.
bool go_on(SyntheticMaker& maker, Clock clock) {
  const double end = clock() + kSliceMs;
  do {
    for (int i = 0; i < kBetweenLooks && !maker.is_finished(); ++i) maker.step();
  } while (!maker.is_finished() && clock() < end);
  return maker.is_finished();
}

std::optional<std::uint64_t> read_whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

int synthetic_count(const SyntheticPlan& plan, Split split) {
  return split == Split::train ? plan.count : std::max(1, plan.count / kTrainPerTest);
}

int synthetic_count(const SyntheticPlan& plan) {
  return synthetic_count(plan, Split::train) + synthetic_count(plan, Split::test);
}

Dataset synthetic_half(const SyntheticPlan& plan, Split split) {
  return synthetic_dataset(synthetic_count(plan, split), seed_of(plan, split));
}

std::string synthetic_name(const SyntheticPlan& plan) {
  std::string name(kSyntheticDataset);
  const SyntheticPlan usual;
  if (plan == usual) return name;
  name += ":" + std::to_string(plan.count);
  return plan.seed == usual.seed ? name : name + ":" + std::to_string(plan.seed);
}

std::optional<SyntheticPlan> read_synthetic_name(std::string_view name) {
  constexpr std::string_view kNameStart = kSyntheticDataset;
  if (!name.starts_with(kNameStart)) return std::nullopt;
  name.remove_prefix(kNameStart.size());
  SyntheticPlan plan;
  if (name.empty()) return plan;
  if (name.front() != ':') return std::nullopt;
  name.remove_prefix(1);
  const std::size_t colon = std::min(name.find(':'), name.size());
  const auto count = read_whole_number(name.substr(0, colon));
  const auto seed = colon < name.size() ? read_whole_number(name.substr(colon + 1)) : plan.seed;
  if (!count || !seed || *count > kMostSynthetic) return std::nullopt;
  plan = {.count = static_cast<int>(*count), .seed = *seed};
  if (plan != clamped(plan)) return std::nullopt;
  return plan;
}

SyntheticPlan clamped(const SyntheticPlan& plan) {
  return {.count = std::clamp(plan.count, kFewestSynthetic, kMostSynthetic),
          .seed = std::clamp<std::uint64_t>(plan.seed, 1, kLargestSeed)};
}

int synthetic_done(const Datasets& datasets) {
  const DatasetEntry& entry = *find_dataset(datasets, kSyntheticDataset);
  int done = datasets.synthetic.maker ? datasets.synthetic.maker->done() : 0;
  for (const DatasetHalf* half : {&entry.train, &entry.test}) done += half->images ? half->images->size() : 0;
  return done;
}

bool make_synthetic(Datasets& datasets, const SyntheticPlan& plan, Clock clock) {
  SyntheticMaking& making = datasets.synthetic;
  DatasetEntry& entry = *find_dataset(datasets, kSyntheticDataset);
  if (making.plan != plan || entry.train.to_be_made == 0) {
    for (const Split split : {Split::train, Split::test})
      entry.half(split).to_be_made = synthetic_count(plan, split);
    making.plan = plan;
    let_go(datasets, entry);
    return true;
  }
  if (!making.is_wanted || !making.error.empty() || entry.train.images) return false;
  try {
    if (!making.maker) begin_half(making, entry);
    if (!go_on(*making.maker, clock)) return true;
    entry.half(making.split).images = std::make_shared<const Dataset>(std::move(*making.maker).take());
    making.maker.reset();
  } catch (const std::bad_alloc&) {
    let_go(datasets, entry);
    making.error = texts::kSyntheticNoMemory;
  }
  return true;
}

}  // namespace bottleneck
