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

// Where the gradients that are sent belong.
std::vector<AlignedFloats*> RunFollower::places_of(Rest rest) {
  if (rest == Rest::whole) {
    if (sums_[0].gradients.empty()) sums_[0].gradients.emplace_back();
    return {&sums_[0].gradients[0]};
  }
  std::vector<AlignedFloats*> places;
  for (std::size_t i = 0; i < shares_.size(); ++i) {
    if (i == own_) continue;
    sums_[i].gradients.resize(subtrees(shares_[i], shares_.back().last).size());
    for (AlignedFloats& gradient : sums_[i].gradients) places.push_back(&gradient);
  }
  return places;
}

bool RunFollower::take_step(Rest rest, ByteView gradients) {
  if (rest == Rest::none) return gradients.empty();
  if (shares_.empty()) return false;
  const std::vector<AlignedFloats*> places = places_of(rest);
  const std::size_t bytes = model_.parameters.size() * sizeof(float);
  if (gradients.size() != places.size() * bytes) return false;
  for (std::size_t i = 0; i < places.size(); ++i) {
    places[i]->resize(model_.parameters.size());
    std::memcpy(places[i]->data(), gradients.data() + i * bytes, bytes);
  }
  if (rest == Rest::others) add_shares(shares_.back().last, shares_, sums_);
  // Whether it is sound the run itself sees.
  adam_step({.learning_rate = learning_rate_}, adam_, sums_[0].gradients[0], model_.parameters, next_);
  std::swap(model_.parameters, next_);
  return true;
}

}  // namespace bottleneck
