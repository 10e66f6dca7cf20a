#include <algorithm>
#include <utility>

#include "lab/worker/task.h"

namespace bottleneck {
namespace {

class FindNearestPixelsTask : public Task {
 public:
  FindNearestPixelsTask(const FindNearestPixels& request, SharedImages images)
      : Task(request.id), request_(request), images_(std::move(images)) {}

  bool step(Clock clock, std::vector<Reply>& replies) override {
    const double start = clock();
    NearestPixelsFound found{.id = id()};
    const int k = std::min(request_.k, images_->size());
    found.neighbours = nearest(images_->references, request_.image, k);
    for (Neighbour& neighbour : found.neighbours) neighbour.distance /= kWhite;
    found.ms = clock() - start;
    replies.emplace_back(std::move(found));
    return true;
  }

 private:
  FindNearestPixels request_;
  SharedImages images_;
};

}  // namespace

Begun begin(FindNearestPixels& request, const WorkerData& data) {
  if (!data.images) return Error{data.images.error()};
  return Begun(std::make_unique<FindNearestPixelsTask>(request, *data.images));
}

}  // namespace bottleneck
