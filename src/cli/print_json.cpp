#include <cstdio>

#include "cli/commands.h"
#include "formats/utf8.h"

namespace bottleneck {

void print_json(const nlohmann::ordered_json& json) {
  const std::string text = json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  std::printf("%s\n", escaped(text).c_str());
}

}  // namespace bottleneck
