#pragma once

#include <cstddef>

#include <gtest/gtest.h>

#include "core/stroke.h"

namespace bottleneck {

// Fails unless both have the same points, to the last bit.
inline void expect_same(const Strokes& a, const Strokes& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t s = 0; s < a.size(); ++s) {
    ASSERT_EQ(a[s].size(), b[s].size()) << "stroke " << s;
    for (std::size_t p = 0; p < a[s].size(); ++p) {
      EXPECT_EQ(a[s][p].x, b[s][p].x) << "stroke " << s << ", point " << p;
      EXPECT_EQ(a[s][p].y, b[s][p].y) << "stroke " << s << ", point " << p;
      EXPECT_EQ(a[s][p].width, b[s][p].width) << "stroke " << s << ", point " << p;
    }
  }
}

}  // namespace bottleneck
