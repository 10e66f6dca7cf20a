// A code that the reader has changed goes into the address, and comes back from it.
#include "lab/session/unit_values.h"

#include <gtest/gtest.h>

#include "lab/session/address.h"
#include "lab/session/perform.h"
#include "lab/session/queries.h"
#include "lab/session/session.h"
#include "lab/session/update.h"
#include "unit/small_site.h"

namespace bottleneck {
namespace {

TEST(UnitValues, AreShort) {
  EXPECT_EQ(write_units({}), "");
  EXPECT_EQ(write_units({{3, 12.5F}, {7, 0}, {11, -0.004F}, {12, -3.14159F}, {255, 100}}),
            "3_12.5,7_0,11_0,12_-3.14,255_100");
}

TEST(UnitValues, ComeBack) {
  const UnitValues units{{0, 1.25F}, {7, 0}, {255, -3}};
  EXPECT_EQ(read_units(write_units(units)), units);
  EXPECT_EQ(read_units(""), UnitValues{});
  for (const char* text : {"3", "_", "3_", "_3", "3_x", "-1_2", "256_1", "1.5_2", "1_2,,3_4", "1_2;3_4"})
    EXPECT_EQ(read_units(text), std::nullopt) << text;
  EXPECT_EQ(read_units("1_" + std::string(400, '9')), std::nullopt) << "infinity";
}

TEST(UnitValues, StandInTheAddress) {
  const Sheet sheet{.strokes = {{{14, 14}, {14.5F, 14}}}};
  const UnitValues units{{3, 12.5F}, {7, 0}};
  const std::string text = write_address({}, sheet, "", units);
  EXPECT_EQ(text, "v=1&pen=2.2&draw=00K0&code=3_12.5,7_0");
  const Address address = read_address("#" + text);
  EXPECT_EQ(address.units, units);
  EXPECT_TRUE(address.notes.empty());
  EXPECT_EQ(read_address("#v=1&code=3").notes.size(), 1U);
}

Session with_dragged_bar(Site& site) {
  Session session;
  site.serve(session);
  draw_line(session);
  update(session, fake_clock);
  perform(session, SetUnit{.unit = 1, .value = session.inference.latent[1] / 2});
  update(session, fake_clock);
  return session;
}

TEST(UnitValues, ALinkBringsADraggedBarBack) {
  Site site;
  const Session before = with_dragged_bar(site);
  ASSERT_TRUE(before.inference.is_edited());
  ASSERT_EQ(set_units(before).size(), 1U);
  const std::string link = write_address(before.choices, before.drawing.sheet, "", set_units(before));

  Session after;
  go_to(after, read_address(link));
  EXPECT_EQ(set_units(after), read_address(link).units) << "the address keeps it while the model comes";
  site.serve(after);
  ASSERT_EQ(after.inference.code.size(), before.inference.code.size());
  EXPECT_TRUE(after.inference.is_edited());
  EXPECT_NEAR(after.inference.code[1], before.inference.code[1], 0.006);
  EXPECT_TRUE(after.wanted_units.empty());
  perform(after, ResetCode{});
  update(after, fake_clock);
  EXPECT_FALSE(after.inference.is_edited()) << "once";
}

TEST(UnitValues, AreOfTheDrawingAndTheModelOfTheLink) {
  Site site;
  Session blank;
  go_to(blank, {.units = {{1, 1}}});
  site.serve(blank);
  draw_line(blank);
  update(blank, fake_clock);
  EXPECT_FALSE(blank.inference.is_edited()) << "nothing was on the pad";

  Session session = with_dragged_bar(site);
  go_to(session, {.choices = session.choices, .strokes = session.drawing.sheet.strokes});
  update(session, fake_clock);
  EXPECT_FALSE(session.inference.is_edited()) << "the link sets none";
}

}  // namespace
}  // namespace bottleneck
