// Memory that JavaScript fills with a message before it hands it over: one copy, straight into the packet.
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
      body_ = std::make_shared<Bytes>(size);
      return body_->data();
    } catch (const std::bad_alloc&) {
      return nullptr;
    }
  }

  // What has been written.
  Packet take() { return {.head = std::exchange(head_, {}), .body = std::exchange(body_, nullptr)}; }

 private:
  Bytes head_;
  std::shared_ptr<Bytes> body_;
};

}  // namespace bottleneck
