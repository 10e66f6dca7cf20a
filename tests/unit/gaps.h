// Whether a text lacks a word, as where it was filled with the name of what is not there.
#pragma once

#include <string_view>

namespace bottleneck {

inline bool has_gap(std::string_view text) {
  if (text.starts_with(' ') || text.ends_with(' ') || text.find("  ") != std::string_view::npos) return true;
  for (const std::string_view mark : {" . ", " , ", " ; "})
    if (text.find(mark) != std::string_view::npos) return true;
  return text.ends_with(" .") || text.find("()") != std::string_view::npos;
}

}  // namespace bottleneck
