#include "cli/shared_training.h"

#include <algorithm>
#include <cassert>

namespace bottleneck {

int usual_threads() {
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, kMostWorkers);
}

SharedTraining::SharedTraining(Trainer& trainer, int threads) : trainer_(trainer), barrier_(threads) {
  assert(threads >= 1);
  for (int i = 0; i < threads; ++i) makers_.emplace_back(trainer.model(), trainer.most_in_batch());
  for (std::size_t i = 1; i < makers_.size(); ++i) threads_.emplace_back([this, i] { work(i); });
}

SharedTraining::~SharedTraining() {
  is_over_ = true;
  barrier_.arrive_and_wait();
}

void SharedTraining::work(std::size_t thread) {
  while (true) {
    barrier_.arrive_and_wait();
    if (is_over_) return;
    make(thread);
    barrier_.arrive_and_wait();
  }
}

void SharedTraining::make(std::size_t share) {
  if (share >= shares_.size()) return;
  const auto width = static_cast<std::size_t>(trainer_.settings().architecture.inputs);
  makers_[share].make(trainer_.model(), trainer_.settings().loss, images_of(images_, width, shares_[share]),
                      images_.size() / width, shares_[share], sums_[share]);
}

Progress SharedTraining::step() {
  if (trainer_.progress().phase != Phase::training) return trainer_.step();
  const auto width = static_cast<std::size_t>(trainer_.settings().architecture.inputs);
  trainer_.take_batch(0, images_);
  shares_ = share_leaves(leaf_count(images_.size() / width), makers_.size());
  sums_.resize(shares_.size());
  barrier_.arrive_and_wait();
  make(0);
  barrier_.arrive_and_wait();
  const double loss = add_shares(shares_.back().last, shares_, sums_);
  return trainer_.finish_batch(loss, sums_[0].gradients[0]);
}

}  // namespace bottleneck
