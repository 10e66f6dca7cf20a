#include "ui/neighbours/class_names.h"

#include <algorithm>
#include <cmath>

#include "lab/shown/neighbours_words.h"

namespace bottleneck {
namespace {

constexpr TextStyle kTinyText{Face::regular, 11};

// Without its last letter, which in UTF-8 has several bytes.
void drop_letter(std::string& text) {
  const auto continues = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; };
  while (!text.empty() && continues(text.back())) text.pop_back();
  if (!text.empty()) text.pop_back();
}

}  // namespace

ClassNames::ClassNames(const Panel& panel, int classes) : look_(*panel.look) {
  for (int label = 0; label < classes; ++label) names_.push_back(class_in_words(panel.session, label));
  style_ = has_short_names(panel.session, classes) ? kFigure : kTinyText;
}

std::string ClassNames::within(int label, float width) const {
  std::string name = whole(label);
  while (!name.empty() && text_width(look_, style_, name) > width) drop_letter(name);
  while (name.ends_with(' ')) name.pop_back();
  return name;
}

float ClassNames::width() const {
  float width = 0;
  for (const std::string& name : names_) width = std::max(width, text_width(look_, style_, name));
  return std::ceil(width);
}

}  // namespace bottleneck
