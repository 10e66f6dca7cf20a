#include "formats/percent.h"

#include <string>

#include <gtest/gtest.h>

namespace bottleneck {
namespace {

TEST(Percent, EncodesAllThatMeansSomething) {
  EXPECT_EQ(percent_encoded(""), "");
  EXPECT_EQ(percent_encoded("mnist-16_A.z~9"), "mnist-16_A.z~9");
  EXPECT_EQ(percent_encoded("a b&c=d#e%f+g/h"), "a%20b%26c%3Dd%23e%25f%2Bg%2Fh");
  EXPECT_EQ(percent_encoded("ŷ\n\x7F"), "%C5%B7%0A%7F");
}

TEST(Percent, Decodes) {
  EXPECT_EQ(percent_decoded(""), "");
  EXPECT_EQ(percent_decoded("a+b c&%20%c5%B7%00z"), std::string("a+b c& ŷ\0z", 11));
  for (const char* text : {"%", "%2", "a%", "%%20", "%g0", "%0g", "% 1", "%-1", "%2%20"})
    EXPECT_FALSE(percent_decoded(text)) << text;
}

TEST(Percent, AnyBytesComeBack) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  const std::string encoded = percent_encoded(all);
  EXPECT_EQ(encoded.size(), 66U + 3 * 190);
  EXPECT_EQ(percent_decoded(encoded), all);
}

}  // namespace
}  // namespace bottleneck
