#include "lab/worker/task.h"

namespace bottleneck {

bool BatchTask::step(Clock clock, std::vector<Reply>& replies) {
  const double start = clock();
  double now = start;
  if (done_ == 0) reported_ms_ = start;
  while (done_ < count_ && now - start < kWorkerStepMs) {
    done_ += do_batch(done_);
    now = clock();
  }
  work_ms_ += now - start;
  if (done_ == count_) {
    replies.push_back(result());
    return true;
  }
  if (now - reported_ms_ < kWorkerReportMs) return false;
  reported_ms_ = now;
  const double share = static_cast<double>(done_) / count_;
  replies.emplace_back(JobProgress{.id = id(), .share = share, .eta_ms = work_ms_ * (1 - share) / share});
  return false;
}

}  // namespace bottleneck
