#include "ui/paint/offered_lists.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/paint/placed_offers.h"

namespace bottleneck {
namespace {

void draw_option(const Panel& panel, const Rect& box, const FieldOption& option, bool is_chosen) {
  const Palette& palette = panel.palette();
  const Hit hit = use_area(panel, option.use, box);
  if (hit.is_hovered || is_chosen) fill_rect(panel, box, palette.soft, kControlRadius);
  draw_text(panel, box.inset(kSpace3, 0), is_chosen ? kSelectedText : kText,
            can_use(panel, option.use) ? palette.ink : palette.disabled, option.label);
  if (hit.is_clicked) ImGui::CloseCurrentPopup();
}

// Below the box, or above it where there is more room; as wide as its longest line. One that is higher than
// the window is cut off: lists are short.
Rect place_list(const View& view, const Rect& anchor, std::span<const FieldOption> options) {
  float width = anchor.width;
  for (const FieldOption& option : options)
    width = std::max(width, std::ceil(text_width(view.look, kSelectedText, option.label)) + 2 * kSpace3 +
                                2 * kListPadding);
  const ImVec2 page = ImGui::GetIO().DisplaySize;
  width = std::min(width, page.x - 2 * kSpace2);
  const float wanted = kListRowHeight * static_cast<float>(options.size()) + 2 * kListPadding;
  const float below = page.y - anchor.bottom() - kSpace1 - kSpace2;
  const float above = anchor.y - kSpace1 - kSpace2;
  const bool is_below = wanted <= below || below >= above;
  const float height = std::min(wanted, is_below ? below : above);
  const float y = is_below ? anchor.bottom() + kSpace1 : anchor.y - kSpace1 - height;
  return {std::clamp(anchor.right() - width, kSpace2, page.x - width - kSpace2), y, width, height};
}

}  // namespace

bool use_unfold_field(const Panel& panel, const Use& use, const Rect& rect, std::string_view shown,
                      bool is_open) {
  const Control* control = place_control(panel, use.id, use.name());
  return control && unfold_field(panel, use.name(), rect, shown, is_open, control->is_enabled);
}

bool use_unfold_word(const Panel& panel, const Use& use, Rect& row, Align side) {
  const std::string name = name_of(panel, use.id);
  if (name.empty() || text_width(*panel.look, kSmallText, name) > row.width) return false;
  place_control(panel, use.id, use.name());
  return word_button(panel, use.name(), row, name, side);
}

void use_choice(const Panel& panel, const Use& use, const Rect& rect, std::string_view shown) {
  const Control* control = control_of(panel, use.id);
  if (!control) return;
  std::vector<FieldOption> options;
  for (const Control::Option& option : control->options)
    options.push_back({{use.id, option.id, use.name() + ":" + option.id}, option.label_on_canvas()});
  const auto chosen =
      static_cast<std::size_t>(option_of(*control, control->value) - control->options.begin());
  const std::string words = shown.empty() ? value_in_words(panel, use.id) : std::string(shown);
  choice_field(panel, use, rect, words, options, chosen);
}

void choice_field(const Panel& panel, const Use& use, const Rect& rect, const std::string& shown,
                  std::span<const FieldOption> options, std::size_t chosen) {
  const std::string popup = use.name() + ":list";
  if (use_unfold_field(panel, use, rect, shown, ImGui::IsPopupOpen(popup.c_str())))
    ImGui::OpenPopup(popup.c_str());
  if (!ImGui::IsPopupOpen(popup.c_str())) return;
  const Rect list = place_list(panel.view, rect, options);
  draw_popup(panel, popup.c_str(), list, [&](const Panel& inner) {
    Rect area = list.inset(kListPadding);
    for (std::size_t i = 0; i < options.size(); ++i)
      draw_option(inner, cut_top(area, kListRowHeight), options[i], i == chosen);
  });
}

}  // namespace bottleneck
