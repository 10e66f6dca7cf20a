// How far a file that the page fetches has come.
#pragma once

#include <cstdint>
#include <string>

namespace bottleneck {

// One file on its way.
struct Download {
  enum class Stage : std::uint8_t { idle, wanted, loading, done, failed };

  Stage stage = Stage::idle;
  std::int64_t bytes = 0;  // arrived
  std::int64_t total = 0;  // 0 while unknown
  std::string error{};     // when failed: what and where, for the reader

  bool is_busy() const { return stage == Stage::wanted || stage == Stage::loading; }
  // Asks for the file where it has not been asked for; where it failed, only with `retry`.
  void want(bool retry) {
    if (stage == Stage::idle || (retry && stage == Stage::failed)) *this = {.stage = Stage::wanted};
  }
};

}  // namespace bottleneck
