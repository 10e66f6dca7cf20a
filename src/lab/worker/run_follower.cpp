#include "lab/worker/run_follower.h"

#include <utility>

namespace bottleneck {

RunFollower::RunFollower(const FollowRun& run)
    : loss_(run.loss),
      learning_rate_(run.learning_rate),
      model_(model_at(run.position, run.architecture)),
      next_(model_.parameters),
      adam_(adam_at(run.position)) {}

const ShareSums* RunFollower::make(const GradientWanted& wanted) {
  const ByteView images = ByteView(*wanted.body).first(wanted.images() * kPixels);
  if (!take_step(wanted.rest, ByteView(*wanted.body).subspan(images.size()))) return nullptr;
  if (most_images_ < wanted.images()) maker_.emplace(model_, most_images_ = wanted.images());
  const auto batch = static_cast<std::size_t>(wanted.batch);
  const std::size_t leaves = leaf_count(batch);
  shares_.clear();
  if (wanted.share.first > 0) shares_.push_back({.first = 0, .last = wanted.share.first});
  own_ = shares_.size();
  shares_.push_back(wanted.share);
  if (wanted.share.last < leaves) shares_.push_back({.first = wanted.share.last, .last = leaves});
  sums_.resize(shares_.size());
  maker_->make(model_, loss_, images, batch, wanted.share, sums_[own_]);
  return &sums_[own_];
}

// Afterwards the first share's first gradient is the mini-batch's.
bool RunFollower::add_up(Rest rest, ByteView gradients) {
  if (shares_.empty()) return false;
  const std::size_t numbers = model_.parameters.size();
  if (rest == Rest::whole) {
    sums_[0].gradients.resize(1);
    return separate(gradients, numbers, sums_[0].gradients);
  }
  const std::size_t leaves = shares_.back().last;
  for (std::size_t i = 0; i < shares_.size(); ++i) {
    if (i == own_) continue;
    sums_[i].gradients.resize(subtrees(shares_[i], leaves).size());
    const std::size_t bytes = sums_[i].gradients.size() * numbers * sizeof(float);
    if (bytes > gradients.size() || !separate(gradients.first(bytes), numbers, sums_[i].gradients))
      return false;
    gradients = gradients.subspan(bytes);
  }
  if (!gradients.empty()) return false;
  add_shares(leaves, shares_, sums_);
  return true;
}

bool RunFollower::take_step(Rest rest, ByteView gradients) {
  if (rest == Rest::none) return gradients.empty();
  if (!add_up(rest, gradients)) return false;
  // Whether it is sound the run itself sees.
  adam_step({.learning_rate = learning_rate_}, adam_, sums_[0].gradients[0], model_.parameters, next_);
  std::swap(model_.parameters, next_);
  return true;
}

}  // namespace bottleneck
