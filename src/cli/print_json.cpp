#include <cstdio>

#include "cli/commands.h"

namespace bottleneck {

void print_json(const nlohmann::ordered_json& json) {
  std::printf("%s\n", json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace).c_str());
}

}  // namespace bottleneck
