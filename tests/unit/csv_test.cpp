#include "formats/csv.h"

#include <gtest/gtest.h>

#include "unit/non_finite.h"

namespace bottleneck {
namespace {

std::string text_of(const Bytes& bytes) {
  return {bytes.begin(), bytes.end()};
}

TEST(Csv, QuotesWhatNeedsIt) {
  EXPECT_EQ(write_csv({{"a", "b,c"}, {"d\"e", "f\ng"}}), "a,\"b,c\"\r\n\"d\"\"e\",\"f\ng\"\r\n");
}

TEST(Csv, AMatrixHasARowForEachImage) {
  const std::vector<float> values{0, 0.5F, -1.25F, 16777216, 0.1234567F, 1e-7F};
  EXPECT_EQ(text_of(write_csv(values, 3)), "image,0,1,2\r\n0,0,0.5,-1.25\r\n1,16777216,0.123457,0\r\n");
  const std::vector<float> odd{kInfinity, -1e-7F, 3e38F};
  EXPECT_EQ(text_of(write_csv(odd, 3)), "image,0,1,2\r\n0,,0,300000000549775575777803994281145270272\r\n");
  EXPECT_EQ(text_of(write_csv({}, 2)), "image,0,1\r\n");
}

}  // namespace
}  // namespace bottleneck
