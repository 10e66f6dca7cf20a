#include "formats/decimal.h"

#include <cmath>
#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace bottleneck {
namespace {

TEST(Decimal, ReadsWhatItSays) {
  EXPECT_EQ(read_decimal("0"), 0);
  EXPECT_EQ(read_decimal("007"), 7);
  EXPECT_EQ(read_decimal("-12"), -12);
  EXPECT_EQ(read_decimal("9007199254740993"), 9007199254740992);
  EXPECT_EQ(read_decimal("0.25"), 0.25);
  EXPECT_EQ(read_decimal("-3.50"), -3.5);
  for (int tenths = 0; tenths <= 1000; ++tenths) {
    const std::string text = std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
    EXPECT_EQ(read_decimal(text), tenths / 10.0) << text;
  }
}

TEST(Decimal, AnyLength) {
  const std::string nines(2000, '9');
  EXPECT_EQ(read_decimal(nines), std::numeric_limits<double>::infinity());
  EXPECT_EQ(read_decimal("-" + nines + ".5"), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(read_decimal("0." + nines), 1);
  EXPECT_EQ(read_decimal(std::string(2000, '0') + "4"), 4);
}

TEST(Decimal, NothingElse) {
  for (const char* text : {"",   "-",  ".",   "1.",  ".5",   "-.5", "1.2.3", "1..2", "+1", "--1",
                           " 1", "1 ", "1,5", "1e3", "0x10", "nan", "inf",   "-inf", "1-", "٣"})
    EXPECT_FALSE(read_decimal(text)) << text;
}

}  // namespace
}  // namespace bottleneck
