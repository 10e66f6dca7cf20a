#include <bit>
#include <cstring>
#include <span>

#include "lab/job_messages.h"
#include "lab/jobs.h"

namespace bottleneck {
namespace {

using namespace job_messages;

struct Writer {
  Bytes bytes{};

  void number(std::uint64_t value, std::size_t size) { append_little_endian(bytes, value, size); }
  void real(double value) { number(std::bit_cast<std::uint64_t>(value), 8); }
  void text(const std::string& value) {
    number(value.size(), 4);
    bytes.insert(bytes.end(), value.begin(), value.end());
  }
};

Writer begin(Kind kind, std::uint32_t id, std::size_t body_size = 0) {
  Writer head;
  head.number(kMagic, 4);
  head.number(kFormat, 4);
  head.number(static_cast<std::uint64_t>(kind), 1);
  head.number(id, 4);
  head.number(body_size, 8);
  return head;
}

SharedBytes body_of(std::span<const float> values) {
  auto bytes = std::make_shared<Bytes>(values.size_bytes());
  if (!values.empty()) std::memcpy(bytes->data(), values.data(), values.size_bytes());
  return bytes;
}

struct Encode {
  Packet operator()(const TakeImages& take) const {
    Writer head = begin(Kind::take_images, 0, take.images->size());
    head.text(take.dataset);
    return {.head = std::move(head.bytes), .body = take.images};
  }
  Packet operator()(const FindNearestPixels& find) const {
    Writer head = begin(Kind::find_nearest_pixels, find.id);
    head.number(static_cast<std::uint32_t>(find.k), 4);
    head.bytes.insert(head.bytes.end(), find.image.begin(), find.image.end());
    return {.head = std::move(head.bytes)};
  }
  Packet operator()(const EncodeImages& encode) const {
    Writer head =
        begin(Kind::encode_images, encode.id, std::span<const float>(encode.parameters).size_bytes());
    head.number(static_cast<std::uint32_t>(encode.architecture.inputs), 4);
    head.number(static_cast<std::uint32_t>(encode.architecture.latent), 4);
    head.number(encode.architecture.linear_latent ? 1 : 0, 4);
    head.number(encode.architecture.hidden.size(), 4);
    for (const int width : encode.architecture.hidden) head.number(static_cast<std::uint32_t>(width), 4);
    return {.head = std::move(head.bytes), .body = body_of(encode.parameters)};
  }
  Packet operator()(const CancelJob& cancel) const {
    return {.head = begin(Kind::cancel_job, cancel.id).bytes};
  }
  Packet operator()(const WorkerReady& /*ready*/) const {
    return {.head = begin(Kind::worker_ready, 0).bytes};
  }
  Packet operator()(const NearestPixelsFound& found) const {
    Writer head = begin(Kind::nearest_pixels_found, found.id);
    head.real(found.ms);
    head.number(found.neighbours.size(), 4);
    for (const Neighbour& neighbour : found.neighbours) {
      head.number(static_cast<std::uint32_t>(neighbour.index), 4);
      head.number(std::bit_cast<std::uint32_t>(neighbour.distance), 4);
    }
    return {.head = std::move(head.bytes)};
  }
  Packet operator()(const JobProgress& progress) const {
    Writer head = begin(Kind::job_progress, progress.id);
    head.real(progress.share);
    head.real(progress.eta_ms);
    return {.head = std::move(head.bytes)};
  }
  Packet operator()(const ImagesEncoded& encoded) const {
    const std::span<const float> codes = encoded.codes;
    return {.head = begin(Kind::images_encoded, encoded.id, codes.size_bytes()).bytes,
            .body = body_of(codes)};
  }
  Packet operator()(const JobFailed& failed) const {
    Writer head = begin(Kind::job_failed, failed.id);
    head.text(failed.message);
    return {.head = std::move(head.bytes)};
  }
};

}  // namespace

Packet encode(const Request& request) {
  return std::visit(Encode{}, request);
}
Packet encode(const Reply& reply) {
  return std::visit(Encode{}, reply);
}

}  // namespace bottleneck
