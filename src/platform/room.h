// Memory that JavaScript fills with a message before it hands it over: one copy, straight into the packet. A
// body's memory serves the next one of its size, once nobody holds it: setting new memory to zero takes as
// long as the copy.
#pragma once

#include <memory>
#include <new>
#include <utility>

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
      if (!last_ || last_.use_count() > 1 || last_->size() != size) {
        last_ = nullptr;
        last_ = std::make_shared<Bytes>(size);
      }
      body_ = last_;
      if (size > kLargestKept) last_ = nullptr;
      return body_->data();
    } catch (const std::bad_alloc&) {
      return nullptr;
    }
  }

  // What has been written.
  Packet take() { return {.head = std::exchange(head_, {}), .body = std::exchange(body_, nullptr)}; }

 private:
  static constexpr std::size_t kLargestKept = std::size_t{1} << 24;  // bytes: weights, but no dataset

  Bytes head_;
  std::shared_ptr<Bytes> body_;
  std::shared_ptr<Bytes> last_;  // the latest body's memory
};

}  // namespace bottleneck
