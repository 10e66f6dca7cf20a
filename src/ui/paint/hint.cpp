#include "ui/paint/hint.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace bottleneck {
namespace {

// Of the option, where the place is one's: it is called NAME:OPTION. Empty where the word on the canvas is
// the same.
std::string meaning_of(const Control& control, const std::string& place) {
  const auto other = [](const std::string& label, const std::string& on_canvas) {
    return label == on_canvas ? std::string() : label;
  };
  for (const Control::Option& option : control.options)
    if (place.ends_with(":" + option.id)) return other(option.label, option.label_on_canvas());
  return other(control.label, control.label_on_canvas());
}

}  // namespace

void draw_hint(const Panel& panel) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  View& view = panel.view;
  if (view.has_fingers || view.is_popup_open || view.closed_reading || ImGui::IsMouseDown(0)) return;
  const auto at = std::ranges::find_if(view.offers, [&](const auto& placed) {
    const auto place = view.places.find(placed.first);
    return place != view.places.end() &&
           Rect{place->second.x, place->second.y, place->second.width, place->second.height}.contains(
               mouse.x, mouse.y);
  });
  if (at == view.offers.end()) return;
  const Offer* offer = panel.offers.find(at->second);
  const std::string meaning = offer ? meaning_of(offer->control, at->first) : "";
  if (meaning.empty()) return;
  const PlaceOnPage& place = view.places.at(at->first);
  const ImVec2 page = ImGui::GetIO().DisplaySize;
  const float width = std::min(std::ceil(text_width(*panel.look, kSmallText, meaning)) + 2 * kSpace2 + 1,
                               page.x - 2 * kSpace2);
  const float height = kLineHeight + kSpace1;
  const float below = place.y + place.height + kSpace1;
  const Rect box{std::round(std::clamp(mouse.x - width / 2, kSpace2, page.x - kSpace2 - width)),
                 std::round(below + height <= page.y ? below : place.y - kSpace1 - height), width, height};
  fill_rect(panel, box, panel.palette().card, kControlRadius);
  outline_rect(panel, box, panel.palette().edge, kControlRadius);
  draw_text(panel, box.inset(kSpace2, 0), kSmallText, panel.palette().ink, meaning);
}

}  // namespace bottleneck
