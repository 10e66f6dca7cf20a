#include "lab/worker/shared_batch.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
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

std::size_t largest_batch(const Trainer& trainer) {
  return std::min(static_cast<std::size_t>(trainer.settings().batch), trainer.order().size());
}

}  // namespace

bool is_worth_sharing(const Trainer& trainer) {
  // The messages take 0.5 to 1 ms for each mini-batch in Chromium: of k = 16 (4e7 operations, 1.2 ms) sharing
  // cannot spare that. Of k = 64 (1.5e8, 3 ms) a second worker spares an eighth, of 300 units a sixth
  // (tools/bench).
  constexpr double kLeastFlops = 1e8;
  const std::size_t batch = largest_batch(trainer);
  return leaf_count(batch) > 1 &&
         static_cast<double>(batch) * image_flops(trainer.settings().architecture) >= kLeastFlops;
}

std::size_t SharedBatches::own_leaves(std::size_t leaves, std::size_t helpers) {
  if (std::exchange(helpers_, helpers) != helpers) own_part_ = even_part();
  const auto own = static_cast<std::size_t>(std::lround(own_part_ * static_cast<double>(leaves)));
  return std::clamp<std::size_t>(own, 1, leaves - 1);
}

// Brings a helper to where the run stands, if it is not there.
void SharedBatches::follow(const Trainer& trainer, Team& team, int helper) {
  if (trainer.adam().steps != std::exchange(steps_, trainer.adam().steps)) followers_.clear();
  if (!followers_.insert(helper).second) return;
  const TrainingSettings& settings = trainer.settings();
  tell(team, helper,
       FollowRun{.architecture = settings.architecture,
                 .loss = settings.loss,
                 .learning_rate = settings.learning_rate,
                 .position = position_of(trainer)});
}

bool SharedBatches::begin(Trainer& trainer, Team& team, Clock clock) {
  const std::vector<int> helpers = helpers_at_hand(team);
  if (helpers.empty()) return false;
  images_ = trainer.batch_images();
  const std::size_t batch = images_.size() / kPixels;
  const std::size_t leaves = leaf_count(batch);
  if (leaves == 1) return false;

  const double start = clock();
  const std::size_t own = own_leaves(leaves, helpers.size());
  shares_ = {{.first = 0, .last = own}};
  errands_.clear();
  for (const Leaves& share : share_leaves(leaves - own, helpers.size())) {
    shares_.push_back({.first = own + share.first, .last = own + share.last});
    const int helper = helpers[errands_.size()];
    const auto images = images_of(images_, kPixels, shares_.back());
    follow(trainer, team, helper);
    errands_.push_back(
        ask(team, helper,
            GradientWanted{.batch = static_cast<int>(batch),
                           .share = shares_.back(),
                           .body = std::make_shared<const Bytes>(images.begin(), images.end())},
            start + std::max(kLateShareMs, kLateShareTimes * leaf_ms_ * static_cast<double>(leaves))));
  }
  sums_.resize(shares_.size());
  // Large enough for the shares of helpers that are lost, one after the other.
  if (!maker_) maker_.emplace(trainer.model(), largest_batch(trainer));
  const double asked = clock();
  maker_->make(trainer.model(), trainer.settings().loss, images_of(images_, kPixels, shares_[0]), batch,
               shares_[0], sums_[0]);
  is_rest_told_ = helpers.size() == 1 && followers_.size() == 1;
  if (is_rest_told_) tell(team, helpers[0], RestOfGradient{.body = joined(sums_[0].gradients)});
  done_ms_ = clock();
  leaf_ms_ = (done_ms_ - asked) / static_cast<double>(own);
  return true;
}

bool SharedBatches::is_ready() const {
  return std::ranges::none_of(errands_,
                              [](const auto& errand) { return errand->state == Errand::State::open; });
}

// False: it is not what was asked for.
bool SharedBatches::take(const GradientMade& made, const Leaves& share, std::size_t parameters,
                         ShareSums& sums) const {
  const std::size_t trees = subtrees(share, leaf_count(images_.size() / kPixels)).size();
  const std::size_t bytes = parameters * sizeof(float);
  if (made.losses.size() != leaves_of(share) || made.gradients->size() != trees * bytes) return false;
  sums.losses = made.losses;
  sums.gradients.resize(trees);
  for (std::size_t tree = 0; tree < trees; ++tree) {
    sums.gradients[tree].resize(parameters);
    std::memcpy(sums.gradients[tree].data(), made.gradients->data() + tree * bytes, bytes);
  }
  return true;
}

Progress SharedBatches::finish(Trainer& trainer, Team& team, Clock clock) {
  // No core need be as fast as another: where helpers are waited for, they do less.
  const double waited = clock() - done_ms_;
  if (waited > leaf_ms_) own_part_ = std::min(own_part_ + kShift, 1.0);
  if (waited < leaf_ms_ / 2) own_part_ = std::max(own_part_ - kShift, even_part());
  const Autoencoder& model = trainer.model();
  for (std::size_t i = 1; i < shares_.size(); ++i) {
    const Errand& errand = *errands_[i - 1];
    const bool is_done = errand.state == Errand::State::done;
    const auto* const made = is_done ? std::get_if<GradientMade>(&errand.made) : nullptr;
    if (made && take(*made, shares_[i], model.parameters.size(), sums_[i])) continue;
    if (is_done) dismiss(team, errand.helper);
    maker_->make(model, trainer.settings().loss, images_of(images_, kPixels, shares_[i]),
                 images_.size() / kPixels, shares_[i], sums_[i]);
  }
  const double loss = add_shares(shares_.back().last, shares_, sums_);
  const AlignedFloats& gradient = sums_[0].gradients[0];
  const std::vector<int> helpers = helpers_at_hand(team);
  std::erase_if(followers_, [&](int helper) { return std::ranges::find(helpers, helper) == helpers.end(); });
  if (!is_rest_told_ && !followers_.empty()) {
    const RestOfGradient whole{.is_whole = true, .body = joined(std::span(&gradient, 1))};
    for (const int helper : followers_) tell(team, helper, whole);
  }
  const Progress progress = trainer.finish_batch(loss, gradient);
  steps_ = trainer.adam().steps;
  shares_.clear();
  return progress;
}

void SharedBatches::forget() {
  shares_.clear();
  followers_.clear();  // of which one may have taken a step that this worker has not
}

}  // namespace bottleneck
