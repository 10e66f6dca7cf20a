// Training on several threads, which share each mini-batch's images: the same bits with any number of them
// (core/leaves.h).
#pragma once

#include <barrier>
#include <cstdint>
#include <span>
#include <thread>
#include <vector>

#include "core/gradient.h"
#include "core/trainer.h"

namespace bottleneck {

// As many as the machine has cores, at most kMostWorkers.
int usual_threads();

class SharedTraining {
 public:
  // threads: at least 1. The trainer must outlive this.
  SharedTraining(Trainer& trainer, int threads);
  ~SharedTraining();
  SharedTraining(const SharedTraining&) = delete;
  SharedTraining& operator=(const SharedTraining&) = delete;

  // As the trainer's step(), which nobody else may call meanwhile.
  Progress step();

 private:
  void work(std::size_t share);
  std::span<const std::uint8_t> images(std::size_t share) const;

  Trainer& trainer_;
  std::vector<GradientMaker> makers_;  // one for each thread but the caller's, which uses the trainer's
  std::barrier<> barrier_;             // before and after each mini-batch
  bool is_over_ = false;

  // Of the present mini-batch.
  std::vector<std::uint8_t> images_;
  std::size_t batch_ = 0;  // how many they are
  std::vector<Leaves> shares_;
  std::vector<ShareSums> sums_;

  std::vector<std::jthread> threads_;  // all but the caller's, which makes the first share
};

}  // namespace bottleneck
