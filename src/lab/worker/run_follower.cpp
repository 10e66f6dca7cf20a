#include "lab/worker/run_follower.h"

#include <cstring>
#include <utility>

namespace bottleneck {

RunFollower::RunFollower(const FollowRun& run)
    : loss_(run.loss),
      learning_rate_(run.learning_rate),
      model_(model_at(run.position, run.architecture)),
      next_(model_.parameters),
      adam_(adam_at(run.position)) {}

const ShareSums& RunFollower::make(const GradientWanted& wanted) {
  if (most_images_ < wanted.images()) maker_.emplace(model_, most_images_ = wanted.images());
  batch_ = static_cast<std::size_t>(wanted.batch);
  shares_.clear();
  if (wanted.share.first > 0) shares_.push_back({.first = 0, .last = wanted.share.first});
  own_ = shares_.size();
  shares_.push_back(wanted.share);
  const std::size_t leaves = leaf_count(batch_);
  if (wanted.share.last < leaves) shares_.push_back({.first = wanted.share.last, .last = leaves});
  sums_.resize(shares_.size());
  maker_->make(model_, loss_, *wanted.body, batch_, wanted.share, sums_[own_]);
  return sums_[own_];
}

// Afterwards the first share's first gradient is the mini-batch's.
bool RunFollower::add_up(const RestOfGradient& rest) {
  const std::size_t bytes = model_.parameters.size() * sizeof(float);
  const std::uint8_t* from = rest.body->data();
  const auto take = [&](AlignedFloats& gradient) {
    gradient.resize(model_.parameters.size());
    std::memcpy(gradient.data(), from, bytes);
    from += bytes;
  };
  if (rest.is_whole) {
    if (rest.body->size() != bytes) return false;
    if (sums_.empty()) sums_.emplace_back();
    if (sums_[0].gradients.empty()) sums_[0].gradients.emplace_back();
    take(sums_[0].gradients[0]);
    return true;
  }
  if (batch_ == 0) return false;
  std::size_t trees = 0;
  const std::size_t leaves = leaf_count(batch_);
  for (std::size_t i = 0; i < shares_.size(); ++i) {
    if (i == own_) continue;
    sums_[i].losses.clear();
    sums_[i].gradients.resize(subtrees(shares_[i], leaves).size());
    trees += sums_[i].gradients.size();
  }
  if (rest.body->size() != trees * bytes) return false;
  for (std::size_t i = 0; i < shares_.size(); ++i) {
    if (i == own_) continue;
    for (AlignedFloats& gradient : sums_[i].gradients) take(gradient);
  }
  add_shares(leaves, shares_, sums_);
  return true;
}

bool RunFollower::take_step(const RestOfGradient& rest) {
  if (!add_up(rest)) return false;
  // Whether it is sound the run itself sees.
  adam_step({.learning_rate = learning_rate_}, adam_, sums_[0].gradients[0], model_.parameters, next_);
  std::swap(model_.parameters, next_);
  batch_ = 0;
  return true;
}

}  // namespace bottleneck
