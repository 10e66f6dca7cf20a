// Memory that JavaScript fills with a message before it hands it over: one copy, straight into the packet. A
// body's memory serves a later one of its size, once nobody holds it: setting new memory to zero takes as
// long as the copy.
#pragma once

#include <algorithm>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include "lab/worker/job_messages.h"

namespace bottleneck {

class Room {
 public:
  // Where the head, and the body, are to be written; null where there is no memory. Not for empty ones.
  std::uint8_t* make_head(std::size_t size) noexcept {
    try {
      head_.assign(size, 0);
      body_ = nullptr;
      return head_.data();
    } catch (const std::bad_alloc&) {
      return nullptr;
    }
  }
  std::uint8_t* make_body(std::size_t size) noexcept {
    try {
      const auto is_free = [&](const auto& body) { return body.use_count() == 1 && body->size() == size; };
      const auto free = std::ranges::find_if(kept_, is_free);
      if (free != kept_.end()) {
        body_ = *free;
      } else {
        if (kept_.size() == kMostKept) kept_.erase(kept_.begin());
        body_ = std::make_shared<Bytes>(size);
        if (size <= kLargestKept) kept_.push_back(body_);
      }
      return body_->data();
    } catch (const std::bad_alloc&) {
      return nullptr;
    }
  }

  // What has been written.
  Packet take() { return {.head = std::exchange(head_, {}), .body = std::exchange(body_, nullptr)}; }

 private:
  static constexpr std::size_t kLargestKept = std::size_t{1} << 24;  // bytes: weights, but no dataset

  // Messages about mini-batches are of one size (lab/worker/share_messages.h), but an epoch's first and last.
  static constexpr std::size_t kMostKept = 4;

  Bytes head_;
  std::shared_ptr<Bytes> body_;
  std::vector<std::shared_ptr<Bytes>> kept_;  // the memory of the latest bodies, the oldest first
};

}  // namespace bottleneck
