// The files of tests/data.
#pragma once

#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace bottleneck {

// The content of tests/data/<name>; empty if it is not there, which no reader accepts.
inline std::vector<std::uint8_t> test_data(const std::string& name) {
  std::ifstream file(std::string(BOTTLENECK_TEST_DATA) + "/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace bottleneck
