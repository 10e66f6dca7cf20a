#include "ui/draw/draw_station.h"

#include <string>

#include "lab/base/figures.h"
#include "lab/session/keeping_drawings.h"
#include "lab/session/queries.h"
#include "texts/panels.h"
#include "ui/draw/draw_layout.h"
#include "ui/draw/draw_pad.h"
#include "ui/draw/nearest_cards.h"
#include "ui/draw/pipeline_card.h"
#include "ui/draw/samples_card.h"
#include "ui/draw/tab_strip.h"

namespace bottleneck {
namespace {

float draw_about(const Session& session, const Canvas& canvas, const Rect& place) {
  const LibraryEntry* entry = chosen_entry(session);
  const std::string text = entry && entry->is_usable()
                               ? fill(texts::kAbout, {std::to_string(entry->model->architecture.latent)})
                               : std::string(texts::kAboutLoading);
  return draw_paragraph(canvas, place, kText, canvas.palette().muted, text);
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

DrawContent content_of(const Session& session, const View& view) {
  const Canvas measure{.list = nullptr, .look = &view.look};
  DrawContent content;
  content.pipelines = session.choices.other.empty() ? 1 : 2;
  content.cards = visible_cards(session);
  content.tab = view.tab;
  content.has_about = !session.choices.is_hidden(Part::about);
  content.has_keeping = means_digits(chosen_entry(session));
  content.pipeline_height = pipeline_card_height;
  content.card_height = [&](Tab card, float width) {
    return card == Tab::samples ? samples_card_height(session, view.look, width)
                                : nearest_card_height(session, view.look, card, width);
  };
  content.about_height = [&, measure](float width) { return draw_about(session, measure, {0, 0, width, 0}); };
  return content;
}

void draw_cards(const Session& session, View& view, const Canvas& canvas, const DrawLayout& layout,
                std::vector<Action>& actions) {
  for (std::size_t i = 0; i < layout.pipelines.size(); ++i) {
    draw_pipeline_card(session, view, canvas, layout.pipelines[i], i == 0 ? Which::chosen : Which::other,
                       actions);
  }
  for (const CardPlace& card : layout.cards) {
    if (card.card == Tab::samples) {
      draw_samples_card(session, view, canvas, card.place, actions);
    } else {
      draw_nearest_card(session, view, canvas, card, actions);
    }
  }
}

}  // namespace

float draw_draw_station(const Session& session, View& view, const Canvas& canvas, const PageFrame& frame,
                        std::vector<Action>& actions) {
  const DrawContent content = content_of(session, view);
  const DrawLayout layout = lay_out_draw(frame, content);
  view.is_tabbed = layout.tabs.width > 0;
  draw_pad(session, view, canvas, layout, actions);
  if (view.is_tabbed) draw_tab_strip(view, canvas, layout, content.cards);
  draw_cards(session, view, canvas, layout, actions);
  if (layout.about.width > 0) draw_about(session, canvas, layout.about);
  return layout.height;
}

}  // namespace bottleneck
