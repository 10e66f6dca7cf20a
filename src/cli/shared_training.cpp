#include "cli/shared_training.h"

#include <algorithm>
#include <cassert>

namespace bottleneck {

int usual_threads() {
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, kMostWorkers);
}

SharedTraining::SharedTraining(Trainer& trainer, int threads) : trainer_(trainer), barrier_(threads) {
  assert(threads >= 1);
  for (int i = 1; i < threads; ++i) makers_.emplace_back(trainer.model(), trainer.most_in_batch());
  for (std::size_t i = 0; i < makers_.size(); ++i) threads_.emplace_back([this, i] { work(i + 1); });
}

SharedTraining::~SharedTraining() {
  is_over_ = true;
  barrier_.arrive_and_wait();
}

void SharedTraining::work(std::size_t share) {
  while (true) {
    barrier_.arrive_and_wait();
    if (is_over_) return;
    if (share < shares_.size())
      makers_[share - 1].make(trainer_.model(), trainer_.settings().loss, images(share), batch_,
                              shares_[share], sums_[share]);
    barrier_.arrive_and_wait();
  }
}

std::span<const std::uint8_t> SharedTraining::images(std::size_t share) const {
  return images_of(images_, images_.size() / batch_, shares_[share]);
}

Progress SharedTraining::step() {
  if (trainer_.progress().phase != Phase::training) return trainer_.step();
  trainer_.take_batch(0, images_);
  batch_ = images_.size() / static_cast<std::size_t>(trainer_.settings().architecture.inputs);
  shares_ = share_leaves(leaf_count(batch_), makers_.size() + 1);
  sums_.resize(shares_.size());
  barrier_.arrive_and_wait();
  trainer_.make_share(images(0), batch_, shares_[0], sums_[0]);
  barrier_.arrive_and_wait();
  const double loss = add_shares(shares_.back().last, shares_, sums_);
  return trainer_.finish_batch(loss, sums_[0].gradients[0]);
}

}  // namespace bottleneck
