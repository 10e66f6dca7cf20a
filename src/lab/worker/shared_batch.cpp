#include "lab/worker/shared_batch.h"

#include <algorithm>
#include <cmath>
#include <cstring>
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

SharedBytes body_of(const AlignedFloats& parameters, std::span<const std::uint8_t> images) {
  const ByteView weights = bytes_of(std::span<const float>(parameters));
  auto body = std::make_shared<Bytes>();
  body->reserve(weights.size() + images.size());
  body->insert(body->end(), weights.begin(), weights.end());
  body->insert(body->end(), images.begin(), images.end());
  return body;
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
  if (std::exchange(helpers_, helpers) != helpers) own_part_ = 1 / static_cast<double>(helpers + 1);
  const auto own = static_cast<std::size_t>(std::lround(own_part_ * static_cast<double>(leaves)));
  return std::clamp<std::size_t>(own, 1, leaves - 1);
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
  const TrainingSettings& settings = trainer.settings();
  for (const Leaves& share : share_leaves(leaves - own, helpers.size())) {
    shares_.push_back({.first = own + share.first, .last = own + share.last});
    errands_.push_back(
        ask(team, helpers[errands_.size()],
            GradientWanted{
                .architecture = settings.architecture,
                .loss = settings.loss,
                .batch = static_cast<int>(batch),
                .share = shares_.back(),
                .body = body_of(trainer.model().parameters, images_of(images_, kPixels, shares_.back()))},
            start + std::max(kLateShareMs, kLateShareTimes * leaf_ms_ * static_cast<double>(leaves))));
  }
  sums_.resize(shares_.size());
  // Large enough for the shares of helpers that are lost, one after the other.
  if (!maker_) maker_.emplace(trainer.model(), largest_batch(trainer));
  const double asked = clock();
  maker_->make(trainer.model(), settings.loss, images_of(images_, kPixels, shares_[0]), batch, shares_[0],
               sums_[0]);
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
  // Messages take their time, and no core need be as fast as another. Whoever waits does more.
  const double waited = clock() - done_ms_;
  if (waited > leaf_ms_) own_part_ = std::min(own_part_ + kShift, 1.0);
  if (waited < leaf_ms_ / 2) own_part_ = std::max(own_part_ - kShift, 0.0);
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
  const std::vector<Leaves> shares = std::exchange(shares_, {});
  return trainer.finish_batch(shares, sums_);
}

void SharedBatches::forget() {
  shares_.clear();
}

}  // namespace bottleneck
