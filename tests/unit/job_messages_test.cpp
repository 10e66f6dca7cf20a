// Messages between page and worker: round trips, and what must be refused.
#include "lab/worker/job_messages.h"

#include <algorithm>
#include <bit>
#include <limits>

#include <gtest/gtest.h>

#include "core/rng.h"
#include "formats/sha256.h"
#include "texts/jobs.h"
#include "unit/broken_bytes.h"
#include "unit/job_samples.h"

namespace bottleneck {
namespace {

TEST(JobMessages, ImagesComeBackAndAreNotCopied) {
  for (const std::size_t count : {0U, 1U, 3000U}) {
    const TakeImages take{.dataset = "fashion-mnist", .images = some_bytes(count * kPixels)};
    const auto back = request_back<TakeImages>(take);
    EXPECT_EQ(back.dataset, take.dataset);
    EXPECT_EQ(back.images, take.images) << "the same array";
  }
  // A body of no bytes may arrive as none.
  Packet packet = encode(TakeImages{.dataset = "", .images = some_bytes(0)});
  packet.body = nullptr;
  const auto back = decode_request(packet);
  ASSERT_TRUE(back) << back.error();
  EXPECT_TRUE(std::get<TakeImages>(*back).images->empty());
}

TEST(JobMessages, PixelSearchesComeBack) {
  for (const int k : {1, 7, std::numeric_limits<int>::max()}) {
    const auto back = request_back<FindNearestPixels>(
        FindNearestPixels{.id = std::numeric_limits<std::uint32_t>::max(), .image = some_image(), .k = k});
    EXPECT_EQ(back.id, std::numeric_limits<std::uint32_t>::max());
    EXPECT_EQ(back.k, k);
    EXPECT_EQ(back.image, some_image());
  }
}

TEST(JobMessages, ModelsComeBackBitForBit) {
  for (EncodeImages encoding :
       {some_encoding({}, 16), some_encoding({300}, 64, true), some_encoding({5, 4, 3}, 1)}) {
    encoding.parameters.front() = std::bit_cast<float>(0x7FC12345U);  // a NaN with a payload
    const auto back = request_back<EncodeImages>(encoding);
    EXPECT_EQ(back.id, encoding.id);
    EXPECT_EQ(back.architecture, encoding.architecture);
    ASSERT_EQ(back.parameters.size(), encoding.parameters.size());
    EXPECT_TRUE(std::ranges::equal(back.parameters, encoding.parameters, {},
                                   std::bit_cast<std::uint32_t, float>, std::bit_cast<std::uint32_t, float>));
  }
  EXPECT_EQ(request_back<CancelJob>(CancelJob{.id = 4}).id, 4U);
}

TEST(JobMessages, RepliesComeBack) {
  const auto replies = some_replies();
  reply_back<WorkerReady>(replies[0]);

  const auto found = reply_back<NearestPixelsFound>(replies[1]);
  EXPECT_EQ(found.id, 7U);
  EXPECT_EQ(found.ms, 2.25);
  ASSERT_EQ(found.neighbours.size(), 2U);
  EXPECT_EQ(found.neighbours[0].index, 3);
  EXPECT_EQ(found.neighbours[1].index, 59'999);
  EXPECT_EQ(found.neighbours[1].distance, 28.5F);
  EXPECT_TRUE(reply_back<NearestPixelsFound>(NearestPixelsFound{.id = 1}).neighbours.empty());
  const std::vector<Neighbour> many(60'000, {5, 1.0F});
  EXPECT_EQ(reply_back<NearestPixelsFound>(NearestPixelsFound{.id = 1, .neighbours = many}).neighbours.size(),
            many.size());

  const auto progress = reply_back<JobProgress>(replies[2]);
  EXPECT_EQ(progress.id, 8U);
  EXPECT_EQ(progress.share, 0.375);
  EXPECT_EQ(progress.eta_ms, 1250.5);

  EXPECT_EQ(reply_back<ImagesEncoded>(replies[3]).codes, (std::vector<float>{0.0F, 1.5F, -2.0F}));
  EXPECT_TRUE(reply_back<ImagesEncoded>(ImagesEncoded{.id = 2}).codes.empty());
  const std::vector<float> codes(500'000, 0.5F);
  EXPECT_EQ(reply_back<ImagesEncoded>(ImagesEncoded{.id = 2, .codes = codes}).codes, codes);

  EXPECT_EQ(reply_back<JobFailed>(replies[4]).message, "Zu wenig Speicher für 784 × 300");
  EXPECT_EQ(reply_back<JobFailed>(JobFailed{.id = 2}).message, "");
}

TEST(JobMessages, EveryCutIsRefused) {
  for_each_packet([](const Packet& packet, auto decode) {
    expect_every_prefix_refused(
        packet.head, [&](const Bytes& head) { return decode({.head = head, .body = packet.body}); });
    if (!packet.body) return;
    const std::size_t stride = std::max<std::size_t>(1, packet.body->size() / 50);
    for (std::size_t size = 0; size < packet.body->size(); size += stride) {
      const auto body = std::make_shared<Bytes>(packet.body->begin(),
                                                packet.body->begin() + static_cast<std::ptrdiff_t>(size));
      EXPECT_FALSE(decode({.head = packet.head, .body = body})) << size << " bytes of the body";
    }
  });
}

TEST(JobMessages, WhatIsTooLongIsRefused) {
  for_each_packet([](const Packet& packet, auto decode) {
    Packet longer = packet;
    longer.head.push_back(0);
    EXPECT_REFUSED(decode(longer), "too long");
    auto body = std::make_shared<Bytes>(packet.body ? *packet.body : Bytes{});
    body->push_back(0);
    EXPECT_REFUSED(decode({.head = packet.head, .body = body}), "array");
  });
}

TEST(JobMessages, ChangedBytesDoNoHarm) {
  for_each_packet([](const Packet& packet, auto decode) {
    expect_survives_changes(packet.head,
                            [&](const Bytes& head) { return decode({.head = head, .body = packet.body}); });
  });
  // Several bytes at once.
  Rng rng(17);
  for_each_packet([&](const Packet& packet, auto decode) {
    for (int i = 0; i < 2000; ++i) {
      Packet changed = packet;
      for (std::uint32_t changes = 1 + rng.below(6); changes > 0; --changes) {
        const auto at = rng.below(static_cast<std::uint32_t>(changed.head.size()));
        changed.head[at] = static_cast<std::uint8_t>(rng.below(256));
      }
      const auto result = decode(changed);
      if (!result) EXPECT_FALSE(result.error().empty());
    }
  });
}

TEST(JobMessages, AnotherBuildIsNoticed) {
  for_each_packet([](const Packet& packet, auto decode) {
    EXPECT_REFUSED(decode(with(packet, 0, 0, 1)), texts::kMessageOfOtherBuild);
    EXPECT_REFUSED(decode(with(packet, kFormatAt, job_messages::kFormat + 1, 4)),
                   texts::kMessageOfOtherBuild);
    EXPECT_REFUSED(decode({}), texts::kMessageOfOtherBuild);
  });
}

TEST(JobMessages, RequestsAndRepliesAreNotMixedUp) {
  for (const Request& request : some_requests()) EXPECT_FALSE(decode_reply(encode(request)));
  for (const Reply& reply : some_replies()) EXPECT_FALSE(decode_request(encode(reply)));
  EXPECT_REFUSED(decode_request(with(encode(CancelJob{.id = 1}), kKindAt, 77, 1)), "no request");
  EXPECT_REFUSED(decode_reply(with(encode(WorkerReady{}), kKindAt, 77, 1)), "no reply");
}

TEST(JobMessages, FieldsOutOfRangeAreRefused) {
  const Packet find = encode(FindNearestPixels{.id = 1, .image = some_image(), .k = 7});
  EXPECT_REFUSED(decode_request(with(find, kFieldsAt, 0, 4)), "no neighbours");
  EXPECT_REFUSED(decode_request(with(find, kFieldsAt, 0x80000000U, 4)), "no neighbours");

  const Packet model = encode(some_encoding({4}, 3));
  EXPECT_REFUSED(decode_request(with(model, kFieldsAt, 12, 4)), "784 pixels");
  EXPECT_REFUSED(decode_request(with(model, kFieldsAt + 4, 0, 4)), "wide");
  EXPECT_REFUSED(decode_request(with(model, kFieldsAt + 4, 65'537, 4)), "wide");
  EXPECT_REFUSED(decode_request(with(model, kFieldsAt + 4, 4, 4)), "weights");
  EXPECT_REFUSED(decode_request(with(model, kFieldsAt + 8, 2, 4)), "switch");
  EXPECT_REFUSED(decode_request(with(model, kFieldsAt + 12, 65, 4)), "too many layers");
  EXPECT_REFUSED(decode_request(with(model, kFieldsAt + 12, 2, 4)), "cut off");
  EXPECT_REFUSED(decode_request(with(model, kFieldsAt + 16, 0, 4)), "wide");

  // Its 65,536 × 65,536 weights, twice, are 0 where they are counted in 32 bits.
  EncodeImages huge{.id = 1, .architecture = {.hidden = {1, 65'536}, .latent = 65'536}, .parameters = {}};
  huge.parameters.resize(2 * (784 + 65'536) + 784 + 2 + 3 * 65'536);
  EXPECT_REFUSED(decode_request(encode(huge)), "weights");

  const Packet found = encode(NearestPixelsFound{.id = 1, .neighbours = {{3, 1.0F}}, .ms = 2});
  const auto infinity = std::bit_cast<std::uint64_t>(std::numeric_limits<double>::infinity());
  EXPECT_REFUSED(decode_reply(with(found, kFieldsAt, infinity, 8)), "time");
  EXPECT_REFUSED(decode_reply(with(found, kFieldsAt + 8, 0xFFFFFFFFU, 4)), "cut off");
  EXPECT_REFUSED(decode_reply(with(found, kFieldsAt + 12, 0xFFFFFFFFU, 4)), "none of the images");
  EXPECT_REFUSED(decode_reply(with(found, kFieldsAt + 16, std::bit_cast<std::uint32_t>(-1.0F), 4)), "length");
  EXPECT_REFUSED(decode_reply(with(found, kFieldsAt + 16, 0x7FC00000U, 4)), "length");

  const Packet progress = encode(JobProgress{.id = 1, .share = 0.5, .eta_ms = 10});
  EXPECT_REFUSED(decode_reply(with(progress, kFieldsAt, std::bit_cast<std::uint64_t>(1.5), 8)),
                 "more than all");
  EXPECT_REFUSED(decode_reply(with(progress, kFieldsAt + 8, std::bit_cast<std::uint64_t>(-1.0), 8)), "time");

  const Packet failed = encode(JobFailed{.id = 1, .message = "text"});
  EXPECT_REFUSED(decode_reply(with(failed, kFieldsAt, 0xFFFFFFFFU, 4)), "cut off");
  EXPECT_REFUSED(decode_reply(with(failed, kFieldsAt, 3, 4)), "too long");
}

TEST(JobMessages, ArraysHoldWholeImagesAndNumbers) {
  const Packet take = encode(TakeImages{.dataset = "mnist", .images = some_bytes(kPixels - 1)});
  EXPECT_REFUSED(decode_request(take), "whole images");
  Packet encoded = with(encode(ImagesEncoded{.id = 1, .codes = {1.0F}}), kKindAt + 5, 3, 8);
  encoded.body = some_bytes(3);
  EXPECT_REFUSED(decode_reply(encoded), "within a number");
}

TEST(JobMessages, AnArrayThatIsNoFieldIsRefused) {
  for_each_packet([](const Packet& packet, auto decode) {
    if (packet.body) return;
    Packet longer = with(packet, kKindAt + 5, 4, 8);
    longer.body = some_bytes(4);
    EXPECT_REFUSED(decode(longer), "array too many");
  });
}

TEST(JobMessages, TheNumberOfARequestIsReadWithoutItsBody) {
  std::vector<std::uint32_t> ids;
  for (const Request& request : some_requests()) {
    const auto id = request_id(encode(request).head);
    ASSERT_TRUE(id) << id.error();
    ids.push_back(*id);
  }
  EXPECT_EQ(ids, (std::vector<std::uint32_t>{0, 7, 0xFEDCBA98U, 9, 0, 11, 12, 11, 13, 14, 15, 16, 17, 0}));
  EXPECT_FALSE(request_id(Bytes(21)));
  EXPECT_FALSE(request_id({}));
}

// A page and a worker of different builds must not misunderstand each other: whoever changes what the
// messages look like raises kFormat, and then pins the new bytes here.
TEST(JobMessages, TheirBytesArePinned) {
  Bytes all;
  for_each_packet([&](const Packet& packet, auto) {
    all.insert(all.end(), packet.head.begin(), packet.head.end());
    if (packet.body) all.insert(all.end(), packet.body->begin(), packet.body->end());
  });
  EXPECT_EQ(job_messages::kFormat, 7U);
  EXPECT_EQ(sha256_hex(all), "e72d91b7dff2ea888ba26b7479f0fcf6b03a74431054f0af2f63120e7f4ab4ce");
}

}  // namespace
}  // namespace bottleneck
