#include "ui/neighbours/class_names.h"

#include <algorithm>
#include <cmath>

#include "lab/shown/neighbours_words.h"

namespace bottleneck {
namespace {

constexpr TextStyle kTinyName{Face::regular, 10};
constexpr TextStyle kLineName{Face::regular, 12};
constexpr std::size_t kLeastWithPoint = 4;  // bytes; of less a point would take what little there is

// Without its last letter, which in UTF-8 has several bytes.
void drop_letter(std::string& text) {
  const auto continues = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; };
  while (!text.empty() && continues(text.back())) text.pop_back();
  if (!text.empty()) text.pop_back();
}

}  // namespace

ClassNames::ClassNames(const Panel& panel, int classes) : look_(*panel.look) {
  for (int label = 0; label < classes; ++label) names_.push_back(class_in_words(panel.session, label));
  const bool are_short = has_short_names(panel.session, classes);
  style_ = are_short ? kFigure : kTinyName;
  line_style_ = are_short ? kFigure : kLineName;
}

std::string ClassNames::within(int label, const TextStyle& style, float width) const {
  const auto fits = [&](const std::string& text) { return text_width(look_, style, text) <= width; };
  std::string name = whole(label);
  if (fits(name)) return name;
  name = name.substr(0, name.find_first_of(" /,", 1));
  if (fits(name)) return name;
  while (!name.empty() && !fits(name.size() < kLeastWithPoint ? name : name + ".")) drop_letter(name);
  return name.size() < kLeastWithPoint ? name : name + ".";
}

float ClassNames::line_width() const {
  float width = 0;
  for (const std::string& name : names_) width = std::max(width, text_width(look_, line_style_, name));
  return std::ceil(width);
}

}  // namespace bottleneck
