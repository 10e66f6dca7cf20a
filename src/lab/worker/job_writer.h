// Writes the messages of lab/worker/jobs.h field by field, for job_messages_encode.cpp.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>

#include "formats/bytes.h"
#include "lab/worker/job_messages.h"
#include "lab/worker/jobs.h"

namespace bottleneck::job_messages {

struct Writer {
  Bytes bytes{};

  void number(std::uint64_t value, std::size_t size) { append_little_endian(bytes, value, size); }
  void integer(int value) { number(static_cast<std::uint32_t>(value), 4); }
  void real(double value) { number(std::bit_cast<std::uint64_t>(value), 8); }
  void text(const std::string& value) {
    number(value.size(), 4);
    bytes.insert(bytes.end(), value.begin(), value.end());
  }
  void architecture(const Architecture& value) {
    integer(value.inputs);
    integer(value.latent);
    integer(value.linear_latent ? 1 : 0);
    number(value.hidden.size(), 4);
    for (const int width : value.hidden) integer(width);
  }
  void records(std::span<const EpochRecord> values) {
    number(values.size(), 4);
    for (const EpochRecord& record : values) {
      real(record.train_loss);
      real(record.val_loss);
      real(record.val_bce);
      real(record.val_mse);
    }
  }
  // All but its floats.
  void checkpoint(const Checkpoint& value) {
    number(static_cast<std::uint64_t>(value.steps), 8);
    records(value.history);
  }
};

inline Writer begin(Kind kind, std::uint32_t id, std::size_t body_size = 0) {
  Writer head;
  head.number(kMagic, 4);
  head.number(kFormat, 4);
  head.number(static_cast<std::uint64_t>(kind), 1);
  head.number(id, 4);
  head.number(body_size, 8);
  return head;
}

inline SharedBytes body_of(std::span<const float> values) {
  auto bytes = std::make_shared<Bytes>(values.size_bytes());
  if (!values.empty()) std::memcpy(bytes->data(), values.data(), values.size_bytes());
  return bytes;
}

}  // namespace bottleneck::job_messages
