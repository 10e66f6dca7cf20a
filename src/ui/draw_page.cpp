#include "ui/draw_page.h"

#include <cmath>

#include "lab/session/stations.h"
#include "lab/shown/offer.h"
#include "ui/keyboard.h"
#include "ui/paint/hint.h"
#include "ui/paint/page_panels.h"
#include "ui/paint/parts.h"

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

// Escape takes away what the pointer reads off; once it moves, it reads again.
void close_reading(View& view) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (view.close_popups) view.closed_reading = mouse;
  const auto& at = view.closed_reading;
  if (at && (at->x != mouse.x || at->y != mouse.y)) view.closed_reading.reset();
}

using DrawStation = float (*)(const Panel& panel, const PageFrame& frame);
constexpr StationTable<DrawStation> kDrawStation{
    draw_draw_station,        draw_train_station,      draw_data_station, draw_reconstructions_station,
    draw_compression_station, draw_neighbours_station, draw_map_station,  draw_weights_station,
    draw_book_station,        draw_exercises_station};

}  // namespace

bool is_dark_shown(const Session& session, bool is_system_dark) {
  return session.choices.theme == Theme::system ? is_system_dark : session.choices.theme == Theme::dark;
}

DrawnPage draw_page(const Session& session, View& view, const PageSize& size, bool is_dark) {
  DrawnPage page;
  view.places.clear();
  view.parts.clear();
  view.offers.clear();
  view.field.reset();
  view.grid = {};
  view.map.window = {};
  view.wants_frame = false;
  view.pictures.clear();
  view.keys.drawn.clear();
  view.keys.drawn_in_list.clear();
  view.keys.labels.clear();
  view.viewport_height = size.viewport_height;
  close_reading(view);
  const bool is_projected = session.choices.theme == Theme::projector;
  view.look.palette = view.look.forced ? &*view.look.forced
                      : is_projected   ? &kProjector
                      : is_dark        ? &kDark
                                       : &kLight;
  view.look.pixel = 1 / ImGui::GetIO().DisplayFramebufferScale.x;
  // Dear ImGui does this for the font of its style alone; the others would be drawn for ratio 1 and
  // magnified.
  for (ImFont* font : view.look.fonts)
    font->CurrentRasterizerDensity = ImGui::GetIO().DisplayFramebufferScale.x;
  colour_style(*view.look.palette);

  // Dear ImGui cuts a window's size to whole pixels; of a page that is drawn larger the last one is a part.
  const ImVec2 all{std::ceil(ImGui::GetIO().DisplaySize.x), std::ceil(ImGui::GetIO().DisplaySize.y)};
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(all);
  ImGui::Begin("page", nullptr, kBareWindow);
  const Offers offers = offers_of(session);
  const Panel panel{window_canvas(view.look), session, offers, view, page.actions};
  step_number(panel);
  PageFrame frame = lay_out_frame(size, !session.choices.is_hidden(Part::header));
  place_notes(frame, draw_notes_card(panel.measuring(), {0, 0, frame.area.width, 0}));
  fill_rect(panel, {0, 0, all.x, all.y}, panel.palette().paper);

  if (frame.header.height > 0) draw_header_bar(panel, frame, is_dark);
  draw_notes_card(panel, frame.notes);
  view.is_tabbed = false;
  page.height = kDrawStation[session.choices.station](panel, frame);

  if (frame.shape != Shape::wide) draw_hint(panel);
  view.is_popup_open = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
  end_keyboard(panel);
  frame_lit_part(panel);
  view.pointed = parts_pointed_at(panel);
  ImGui::End();
  view.close_popups = false;
  return page;
}

}  // namespace bottleneck
