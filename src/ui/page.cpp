#include "ui/page.h"

#include "ui/data/data_station.h"
#include "ui/draw/draw_station.h"
#include "ui/header_bar.h"
#include "ui/notes.h"
#include "ui/train/train_station.h"

namespace bottleneck {
namespace {

constexpr ImGuiWindowFlags kBareWindow = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                         ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                         ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBringToFrontOnFocus |
                                         ImGuiWindowFlags_NoScrollWithMouse;

ImVec4 as_vector(Colour c) {
  return ImGui::ColorConvertU32ToFloat4(colour(c));
}

void colour_style(const Palette& palette) {
  ImGuiStyle& style = ImGui::GetStyle();
  style.Colors[ImGuiCol_PopupBg] = as_vector(palette.card);
  style.Colors[ImGuiCol_Border] = as_vector(palette.hairline);
  style.Colors[ImGuiCol_Text] = as_vector(palette.ink);
}

// The station that the reader is at; returns the height of the page.
float draw_station(const Session& session, View& view, const Canvas& canvas, const PageFrame& frame,
                   std::vector<Action>& actions) {
  switch (session.choices.station) {
    case Station::train:
      return draw_train_station(session, view, canvas, frame, actions);
    case Station::data:
      return draw_data_station(session, view, canvas, frame, actions);
    case Station::draw:
      break;
  }
  return draw_draw_station(session, view, canvas, frame, actions);
}

}  // namespace

bool is_dark_shown(const Session& session, bool is_system_dark) {
  return session.choices.theme == Theme::system ? is_system_dark : session.choices.theme == Theme::dark;
}

DrawnPage draw_page(const Session& session, View& view, const PageSize& size, bool is_dark) {
  DrawnPage page;
  view.places.clear();
  view.field.reset();
  view.grid = {};
  view.viewport_height = size.viewport_height;
  view.look.palette = is_dark ? &kDark : &kLight;
  view.look.pixel = 1 / ImGui::GetIO().DisplayFramebufferScale.x;
  // Dear ImGui does this for the font of its style alone; the others would be drawn for ratio 1 and
  // magnified.
  for (ImFont* font : view.look.fonts)
    font->CurrentRasterizerDensity = ImGui::GetIO().DisplayFramebufferScale.x;
  colour_style(*view.look.palette);

  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
  ImGui::Begin("page", nullptr, kBareWindow);
  const Canvas canvas = window_canvas(view.look);
  PageFrame frame = lay_out_frame(size, !session.choices.is_hidden(Part::header));
  place_notes(frame, notes_height(session, {.list = nullptr, .look = &view.look}, frame.area.width));
  fill_rect(canvas, {0, 0, ImGui::GetIO().DisplaySize.x, ImGui::GetIO().DisplaySize.y},
            view.look.palette->paper);

  if (frame.header.height > 0) draw_header_bar(session, view, canvas, frame, is_dark, page.actions);
  if (frame.notes.height > 0) draw_notes(session, view, canvas, frame.notes, page.actions);
  view.is_tabbed = false;
  page.height = draw_station(session, view, canvas, frame, page.actions);

  view.is_popup_open = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
  ImGui::End();
  view.close_popups = false;
  return page;
}

}  // namespace bottleneck
