// What an embedded page says to the page around it (the host), and is asked by it: JSON messages, described
// in docs/embedding.md. web/host.js relays them and sees to it that the right window hears them.
//
//   host ──► {bottleneck: 1, id, request, data} ──► answer_request() ──► {bottleneck: 1, id, result or error}
//   host ◄── {bottleneck: 1, event, data} ◄── host_events(), by comparing with what was told before
#pragma once

#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lab/session/session.h"
#include "version.h"

namespace bottleneck {

inline constexpr int kProtocolVersion = 1;

// A longer request is refused unread.
inline constexpr std::size_t kMaxRequest = 8'000'000;  // bytes

// The least time between two events of a kind.
inline constexpr double kBetweenPredictions = 100;  // ms
inline constexpr double kBetweenProgress = 250;

// What the host has been told.
struct HostTold {
  // An event that is not told too often. A new one is held back until it may be.
  struct Latest {
    std::string data{};
    double at = -std::numeric_limits<double>::infinity();
  };

  bool is_connected = false;  // the host has sent `connect`: until then only `ready` is told
  bool is_ready = false;
  Latest prediction{};
  Latest progress{};
  std::set<int> runs{};                                    // that were at work or paused
  std::set<std::string> experiments{};                     // that were wanted
  std::optional<std::set<int>> exercises{};                // whose answers were seen; nothing: not looked yet
  std::set<std::pair<std::string, std::string>> errors{};  // that stand: code, message
};

// The answer to a request, as JSON, whatever the text. `connect` makes `told` one that has been told nothing.
std::string answer_request(Session& session, HostTold& told, std::string_view text);

struct HostEvents {
  std::vector<std::string> messages{};  // JSON, in the order in which they are to be told
  std::optional<double> next_in_ms{};   // one is held back, and may be told then
};
HostEvents host_events(const Session& session, HostTold& told, double now_ms);

}  // namespace bottleneck
