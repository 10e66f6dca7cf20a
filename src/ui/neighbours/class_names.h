// The names of classes where there is little room for them: whole where they fit, else their beginnings.
#pragma once

#include <string>
#include <vector>

#include "ui/paint/panel.h"

namespace bottleneck {

class ClassNames {
 public:
  ClassNames(const Panel& panel, int classes);

  // Of the places with the least room; figures where all are that short.
  const TextStyle& style() const { return style_; }
  // Of lines of their own.
  const TextStyle& line_style() const { return line_style_; }
  const std::string& whole(int label) const { return names_[static_cast<std::size_t>(label)]; }
  // As much of it as fits: "T-shirt/top", "T-shirt", "T-sh.". It stands in full elsewhere.
  std::string within(int label, const TextStyle& style, float width) const;
  // Of the longest name, as a line.
  float line_width() const;

 private:
  const Look& look_;
  std::vector<std::string> names_;
  TextStyle style_;
  TextStyle line_style_;
};

}  // namespace bottleneck
