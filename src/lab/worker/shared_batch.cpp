#include "lab/worker/shared_batch.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace bottleneck {
namespace {

// By how much of a mini-batch this worker's part changes after one for which it had to wait, or had not: in a
// dozen a leaf of eight.
constexpr double kShift = 0.01;

// A share is late after so long: a second, or many times what it should take.
constexpr double kLateShareMs = 1000;
constexpr double kLateShareTimes = 20;

std::size_t leaves_of(const Leaves& share) {
  return share.last - share.first;
}

FollowRun run_at(const Trainer& trainer) {
  const TrainingSettings& settings = trainer.settings();
  return {.architecture = settings.architecture,
          .loss = settings.loss,
          .learning_rate = settings.learning_rate,
          .position = position_of(trainer)};
}

}  // namespace

int helpers_worth_asking(const Trainer& trainer) {
  // Messages and waiting take about 0.3 ms for each mini-batch in Chromium. So of k = 8 (2e7 operations, 0.9
  // ms) a second worker spares a sixth, of k = 16 a fourth, of k = 64 and of 300 units a third; of k = 4
  // nothing is left. Each helper more costs as many messages, and spares less.
  constexpr double kLeastFlops = 1.5e7;  // a helper
  const std::size_t batch = trainer.most_in_batch();
  if (leaf_count(batch) == 1) return 0;
  const double flops = static_cast<double>(batch) * image_flops(trainer.settings().architecture);
  return static_cast<int>(std::min(flops / kLeastFlops, double{kMostWorkers - 1}));
}

std::size_t SharedBatches::own_leaves(std::size_t leaves, std::size_t helpers) {
  if (std::exchange(helpers_, helpers) != helpers) own_part_ = even_part();
  const auto own = static_cast<std::size_t>(std::lround(own_part_ * static_cast<double>(leaves)));
  return std::clamp<std::size_t>(own, 1, leaves - 1);
}

// The mini-batch that is next, or, with the rest of its gradient, the one after it. False: there is nobody to
// share it with, or it is none.
bool SharedBatches::share_out(const Trainer& trainer, Team& team, double now, Rest rest, Batch& batch) {
  const std::vector<int> helpers = helpers_at_hand(team, helpers_worth_asking(trainer));
  const bool is_ahead = rest != Rest::none;
  // Only who has a share of the one before can take the step between the two.
  const auto is_follower = [&](int helper) {
    return std::ranges::any_of(batch_.errands, [&](const auto& errand) { return errand->helper == helper; });
  };
  if (helpers.empty() || (is_ahead && !std::ranges::all_of(helpers, is_follower))) return false;
  trainer.take_batch(is_ahead ? 1 : 0, batch.images);
  const std::size_t leaves = leaf_count(batch.size());
  if (leaves == 1) return false;

  std::span<const AlignedFloats> gradients;
  if (rest == Rest::others) gradients = sums_[0].gradients;
  if (rest == Rest::whole) gradients = std::span(sums_[0].gradients).first(1);
  const std::size_t own = own_leaves(leaves, helpers.size());
  const double due = now + std::max(kLateShareMs, kLateShareTimes * leaf_ms_ * static_cast<double>(leaves));
  batch.shares = {{.first = 0, .last = own}};
  batch.errands.clear();
  for (const Leaves& share : share_leaves(leaves - own, helpers.size())) {
    batch.shares.push_back({.first = own + share.first, .last = own + share.last});
    const int helper = helpers[batch.errands.size()];
    if (!is_ahead) tell(team, helper, run_at(trainer));
    GradientWanted wanted{
        .rest = rest, .batch = static_cast<int>(batch.size()), .share = batch.shares.back(), .body = nullptr};
    wanted.body = joined(images_of(batch.images, kPixels, batch.shares.back()), gradients);
    batch.errands.push_back(ask(team, helper, std::move(wanted), due));
  }
  return true;
}

void SharedBatches::make(Trainer& trainer, std::size_t share) {
  const Leaves& leaves = batch_.shares[share];
  trainer.make_share(images_of(batch_.images, kPixels, leaves), batch_.size(), leaves, sums_[share]);
}

bool SharedBatches::begin(Trainer& trainer, Team& team, Clock clock) {
  if (!next_.shares.empty()) {
    std::swap(batch_, next_);
    next_.shares.clear();
  } else if (!share_out(trainer, team, clock(), Rest::none, batch_)) {
    return false;
  }
  sums_.resize(batch_.shares.size());
  const double start = clock();
  make(trainer, 0);
  const double made = clock();
  leaf_ms_ = (made - start) / static_cast<double>(leaves_of(batch_.shares[0]));
  // A single helper lacks nothing but this share.
  if (batch_.errands.size() == 1) share_out(trainer, team, made, Rest::others, next_);
  done_ms_ = clock();
  return true;
}

bool SharedBatches::is_ready() const {
  return std::ranges::none_of(batch_.errands,
                              [](const auto& errand) { return errand->state == Errand::State::open; });
}

// False: it is not what was asked for.
bool SharedBatches::take(const GradientMade& made, std::size_t share, std::size_t parameters) {
  const Leaves& leaves = batch_.shares[share];
  if (made.losses.size() != leaves_of(leaves)) return false;
  ShareSums& sums = sums_[share];
  sums.losses = made.losses;
  sums.gradients.resize(subtrees(leaves, leaf_count(batch_.size())).size());
  return separate(*made.gradients, parameters, sums.gradients);
}

Progress SharedBatches::finish(Trainer& trainer, Team& team, Clock clock) {
  // No core need be as fast as another: where helpers are waited for, they do less. A leaf more here, and one
  // less there, gains something where more than that was waited.
  const double waited = clock() - done_ms_;
  if (waited > 1.5 * leaf_ms_) own_part_ = std::min(own_part_ + kShift, 1.0);
  if (waited < leaf_ms_ / 2) own_part_ = std::max(own_part_ - kShift, even_part());
  for (std::size_t i = 1; i < batch_.shares.size(); ++i) {
    const Errand& errand = *batch_.errands[i - 1];
    const bool is_done = errand.state == Errand::State::done;
    const auto* const made = is_done ? std::get_if<GradientMade>(&errand.made) : nullptr;
    if (made && take(*made, i, trainer.model().parameters.size())) continue;
    if (is_done) dismiss(team, errand.helper);
    make(trainer, i);
  }
  const double loss = add_shares(batch_.shares.back().last, batch_.shares, sums_);
  if (batch_.errands.size() > 1) share_out(trainer, team, done_ms_, Rest::whole, next_);
  const Progress progress = trainer.finish_batch(loss, sums_[0].gradients[0]);
  batch_.shares.clear();
  return progress;
}

void SharedBatches::forget() {
  batch_.shares.clear();
  next_.shares.clear();
}

}  // namespace bottleneck
