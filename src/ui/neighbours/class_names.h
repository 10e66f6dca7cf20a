// The names of classes where there is little room for them: whole where they fit, else their beginnings.
#pragma once

#include <string>
#include <vector>

#include "ui/paint/panel.h"

namespace bottleneck {

class ClassNames {
 public:
  ClassNames(const Panel& panel, int classes);

  // Figures where all are that short.
  const TextStyle& style() const { return style_; }
  const std::string& whole(int label) const { return names_[static_cast<std::size_t>(label)]; }
  // As much of it as fits, without a mark: a hint of what stands in full elsewhere.
  std::string within(int label, float width) const;
  // Of the longest name.
  float width() const;

 private:
  const Look& look_;
  std::vector<std::string> names_;
  TextStyle style_;
};

}  // namespace bottleneck
