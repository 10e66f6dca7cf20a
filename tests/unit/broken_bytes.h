// What every reader of bytes must survive: a file cut off anywhere, and a file with any byte changed.
#pragma once

#include <vector>

#include <gtest/gtest.h>

#include "formats/bytes.h"

namespace bottleneck {

// Calls `read` with every proper prefix of `file`, each in memory of its own length (so that a sanitizer sees
// the first byte read beyond it); each must be an error with a message.
template <class Read>
void expect_every_prefix_refused(const Bytes& file, Read read) {
  for (std::size_t length = 0; length < file.size(); ++length) {
    const Bytes prefix(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length));
    const auto result = read(prefix);
    ASSERT_FALSE(result) << "cut off after " << length << " of " << file.size() << " bytes, but read";
    ASSERT_FALSE(result.error().empty());
  }
}

// Calls `read` with every byte of `file` changed in several ways. The outcome may be anything, but none may
// crash.
template <class Read>
void expect_survives_changes(const Bytes& file, Read read) {
  int refused = 0;
  for (std::size_t at = 0; at < file.size(); ++at) {
    for (const int change : {0x01, 0x10, 0x80, 0xFF}) {
      Bytes changed = file;
      changed[at] = static_cast<std::uint8_t>(changed[at] ^ change);
      if (!read(changed)) ++refused;
    }
  }
  EXPECT_GT(refused, 0);
}

}  // namespace bottleneck

// The result is an error whose message contains `part`.
#define EXPECT_REFUSED(result, part)                                                                 \
  do {                                                                                               \
    const auto& bottleneck_result = (result);                                                        \
    ASSERT_FALSE(bottleneck_result);                                                                 \
    EXPECT_NE(bottleneck_result.error().find(part), std::string::npos) << bottleneck_result.error(); \
  } while (false)
