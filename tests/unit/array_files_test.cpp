// The numbers of a station as files, each in both of its forms.
#include <gtest/gtest.h>

#include "control_sessions.h"
#include "formats/csv.h"
#include "formats/npy.h"
#include "lab/session/compression.h"
#include "lab/session/perform.h"
#include "lab/shown/numbers.h"
#include "lab/shown/offer.h"

namespace bottleneck {
namespace {

// The first model's codes of the 100 test images are measured.
Session measured_codes_session() {
  Session session = loaded_session();
  session.choices.station = Station::compression;
  update_compression(session);
  ErrorResult result{.test = session.measured.wanted_errors.front(),
                     .errors = std::vector<ReconstructionError>(100)};
  for (int i = 0; i < 100 * kUnits; ++i) result.codes.push_back(static_cast<float>(i) / 8);
  session.measured.errors.push_back(result);
  return session;
}

OutgoingFile saved(Session& session, const Action& action) {
  perform(session, action);
  hand_out_numbers(session);
  if (session.downloads.size() != 1) return {};
  OutgoingFile file = std::move(session.downloads.back());
  session.downloads.clear();
  return file;
}

TEST(ArrayFiles, HaveTwoForms) {
  Session session = measured_codes_session();
  const std::vector<float> codes = session.measured.errors.front().codes;
  const OutgoingFile npy = saved(session, SaveTestArray{.array = TestArray::codes});
  EXPECT_EQ(npy.name, "first-test-codes.npy");
  EXPECT_EQ(npy.bytes, write_npy(std::vector<std::int64_t>{100, kUnits}, codes));
  const OutgoingFile csv =
      saved(session, SaveTestArray{.array = TestArray::codes, .format = TableFormat::csv});
  EXPECT_EQ(csv.name, "first-test-codes.csv");
  EXPECT_EQ(csv.bytes, write_csv(codes, kUnits));

  const OutgoingFile back = saved(session, SaveTestArray{.array = TestArray::reconstructions});
  EXPECT_EQ(back.name, "first-reconstructed.npy");
  const auto pixels = read_npy(back.bytes, "pixels");
  ASSERT_TRUE(pixels) << pixels.error();
  EXPECT_EQ(pixels->shape, (std::vector<std::int64_t>{100, kPixels}));
  const OutgoingFile images =
      saved(session, SaveTestArray{.array = TestArray::images, .format = TableFormat::csv});
  EXPECT_EQ(images.name, "mnist-test-images.csv");
  EXPECT_EQ(std::ranges::count(images.bytes, '\n'), 101);
}

TEST(ArrayFiles, AreOfferedAndHiddenTogether) {
  Session session = measured_codes_session();
  const auto can_be_had = [&](const char* id) {
    const Offers offers = offers_of(session);
    const Offer* offer = offers.find(id);
    return offer && offer->control.is_enabled;
  };
  constexpr const char* kFiles[] = {"save-images",    "save-images:csv",      "save-codes",
                                    "save-codes:csv", "save-reconstructions", "save-reconstructions:csv",
                                    "numbers",        "numbers:npy"};
  for (const char* id : kFiles) EXPECT_TRUE(can_be_had(id)) << id;
  session.choices.model = "second";  // whose codes are not measured
  EXPECT_TRUE(can_be_had("save-images:csv"));
  EXPECT_FALSE(can_be_had("save-codes:csv"));
  perform(session, Set{.word = "hide", .value = "exports"});
  for (const char* id : kFiles) EXPECT_FALSE(can_be_had(id)) << id;
}

TEST(ArrayFiles, ATableOfNumbersIsAnArrayToo) {
  Session session = neighbours_session();
  const OutgoingFile csv = saved(session, SaveNumbers{});
  EXPECT_EQ(csv.name, "bottleneck-neighbours-first.csv");
  const OutgoingFile npy = saved(session, SaveNumbers{TableFormat::npy});
  EXPECT_EQ(npy.name, "bottleneck-neighbours-first.npy");
  EXPECT_EQ(npy.bytes, write_npy(numbers_of(session)->rows));
}

}  // namespace
}  // namespace bottleneck
