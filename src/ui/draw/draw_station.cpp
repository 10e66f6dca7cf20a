#include <string>

#include "lab/base/figures.h"
#include "lab/session/keeping_drawings.h"
#include "lab/session/queries.h"
#include "texts/panels.h"
#include "ui/draw/cards.h"
#include "ui/draw/draw_pad.h"
#include "ui/paint/page_panels.h"

namespace bottleneck {
namespace {

float draw_about(const Panel& panel, const Rect& place) {
  const LibraryEntry* entry = chosen_entry(panel.session);
  const std::string text = entry && entry->is_usable()
                               ? fill(texts::kAbout, {std::to_string(entry->model->architecture.latent)})
                               : std::string(texts::kAboutLoading);
  return draw_paragraph(panel, place, kText, panel.palette().muted, text);
}

// The cards that the reader may look at, in their order.
std::vector<Tab> visible_cards(const Session& session) {
  const Choices& choices = session.choices;
  std::vector<Tab> cards;
  if (!choices.is_hidden(Part::codes)) {
    cards.push_back(Tab::codes);
    if (!choices.other.empty()) cards.push_back(Tab::other_codes);
  }
  if (!choices.is_hidden(Part::pixels)) cards.push_back(Tab::pixels);
  if (!choices.is_hidden(Part::samples)) cards.push_back(Tab::samples);
  return cards;
}

// Returns the height that it wants.
float draw_card_of(const Panel& panel, const CardPlace& card) {
  return card.card == Tab::samples ? draw_samples_card(panel, card.place) : draw_nearest_card(panel, card);
}

DrawContent content_of(const Panel& panel) {
  const Choices& choices = panel.session.choices;
  DrawContent content;
  content.pipelines = choices.other.empty() ? 1 : 2;
  content.cards = visible_cards(panel.session);
  content.tab = panel.view.tab;
  content.has_about = !choices.is_hidden(Part::about);
  content.has_keeping = means_digits(chosen_entry(panel.session));
  content.has_fingers = panel.view.has_fingers;
  content.pipeline_height = pipeline_card_height;
  content.overview_height = overview_height;
  content.card_height = [measure = panel.measuring()](const CardPlace& card) {
    return draw_card_of(measure, card);
  };
  content.about_height = [measure = panel.measuring()](float width) {
    return draw_about(measure, {0, 0, width, 0});
  };
  return content;
}

}  // namespace

const Opinion& shown_opinion(const Session& session) {
  const Opinion& codes = session.inference.codes;
  return codes.prediction ? codes : session.pixels.opinion;
}

float draw_draw_station(const Panel& panel, const PageFrame& frame) {
  const DrawContent content = content_of(panel);
  const DrawLayout layout = lay_out_draw(frame, content);
  panel.view.is_tabbed = layout.tabs.width > 0;
  draw_pad(panel, layout);
  if (layout.overview.width > 0) draw_overview_card(panel, layout.overview);
  if (panel.view.is_tabbed) draw_tab_strip(panel, layout, content.cards);
  for (std::size_t i = 0; i < layout.pipelines.size(); ++i)
    draw_pipeline_card(panel, layout.pipelines[i], i == 0 ? Which::chosen : Which::other);
  Rect picture = layout.pipelines.front();
  picture.height = layout.pipelines.back().bottom() - picture.y;
  panel.view.pictures[PicturePart::station] = picture;
  for (const CardPlace& card : layout.cards) draw_card_of(panel, card);
  if (layout.about.width > 0) draw_about(panel, layout.about);
  return layout.height;
}

}  // namespace bottleneck
