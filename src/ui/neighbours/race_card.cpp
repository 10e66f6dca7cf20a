#include <algorithm>
#include <array>
#include <cmath>
#include <ranges>
#include <string>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/neighbours_words.h"
#include "texts/neighbours.h"
#include "ui/neighbours/cards.h"
#include "ui/paint/offered.h"

namespace bottleneck {
namespace {

constexpr float kQueriesWidth = 104;
constexpr float kTrack = 8;
constexpr float kLeastRacer = 3;  // it has begun, however short

void draw_label(const Panel& panel, const Rect& row, const char* id) {
  draw_text(panel, row, kText, panel.palette().muted, name_of(panel, id));
}

// How many of the test images: typed, or one of a few.
void draw_queries(const Panel& panel, Rect& area) {
  if (!panel.offers.find("queries")) return;
  Rect row = cut_top(area, kControlHeight, kSpace1);
  use_field(panel, "queries", cut_right(row, std::min(kQueriesWidth, row.width / 2), kSpace2),
            grouped(std::stoll(value_of(panel, "queries"))));
  draw_label(panel, row, "queries");
  Rect words = cut_top(area, 24, kSpace1);
  for (const Control::Option& usual : panel.offers.find("queries")->control.options | std::views::reverse)
    use_word(panel, {"queries", usual.id, "queries:" + usual.id}, words, Align::right);
}

void draw_buttons(const Panel& panel, Rect& area) {
  const bool is_running = can_use(panel, "stop-neighbours");
  std::array uses{Use(is_running ? "stop-neighbours" : "run-both"), Use("run-codes"), Use("run-pixels")};
  float x = area.x;
  float y = area.y;
  for (const Use& use : uses) {
    const float width = std::min(button_width(panel, use), area.width);
    if (x > area.x && x + width > area.right()) {
      x = area.x;
      y += kControlHeight + kSpace2;
    }
    const Rect box{x, y, width, kControlHeight};
    if (use.id == "run-both") {
      use_main_button(panel, use, box);
    } else {
      use_button(panel, use, box);
    }
    x = box.right() + kSpace2;
  }
  cut_top(area, y + kControlHeight - area.y, kSpace3);
}

// What it is and its time so far, over a bar as long as that is beside the longer one's; what it takes.
void draw_racer(const Panel& panel, Rect& area, NeighboursBy by) {
  const Palette& palette = panel.palette();
  const Racer racer = racer_of(panel.session, by);
  Rect row = cut_top(area, kLineHeight, kSpace1);
  const std::string time = racer.time.empty() ? std::string(texts::kNotRun) : racer.time;
  const float time_width = std::ceil(text_width(*panel.look, kFigure, time)) + 1;
  const float what_width = std::ceil(text_width(*panel.look, kText, racer.what)) + 1;
  draw_text(panel, {row.x, row.y, what_width, row.height}, kText, palette.ink, racer.what);
  if (what_width + kSpace2 + time_width > row.width) row = cut_top(area, kLineHeight, kSpace1);
  draw_text(panel, row, kFigure, racer.time.empty() ? palette.muted : palette.ink, time, Align::right);
  const Rect track = cut_top(area, kTrack, kSpace1);
  fill_rect(panel, track, palette.soft, kTrack / 2);
  if (racer.share > 0) {
    const float length = std::clamp(track.width * static_cast<float>(racer.share), kLeastRacer, track.width);
    fill_rect(panel, {track.x, track.y, length, track.height},
              by == NeighboursBy::codes ? palette.code : palette.image, std::min(kTrack, length) / 2);
  }
  if (!racer.work.empty()) draw_text(panel, cut_top(area, kLineHeight), kFigure, palette.muted, racer.work);
  if (!racer.split.empty()) draw_text(panel, cut_top(area, kLineHeight), kFigure, palette.muted, racer.split);
  cut_top(area, kSpace2);
}

}  // namespace

float draw_race_card(const Panel& panel, const Rect& card) {
  const Palette& palette = panel.palette();
  draw_card(panel, card, "card:race");
  Rect area = card.inset(card_padding(card.width), kCardPadding);
  draw_text(panel, cut_top(area, kLineHeight, kSpace2), kTitle, palette.ink, texts::kNeighboursTitle);
  draw_queries(panel, area);
  if (panel.offers.find("k")) {
    Rect row = cut_top(area, kControlHeight, kSpace3);
    const Rect stepper = cut_right(row, kStepperWidth, kSpace2);
    use_stepper(panel, "k", {stepper.x, stepper.y + 2, stepper.width, stepper.height - 4},
                value_of(panel, "k"));
    draw_label(panel, row, "k");
  }
  if (panel.offers.find("run-codes")) draw_buttons(panel, area);
  const auto tell = [&](const std::string& words, Colour ink) {
    if (!words.empty()) cut_top(area, draw_paragraph(panel, area, kSmallText, ink, words), kSpace1);
  };
  const bool is_alarm = is_trouble(panel.session);
  tell(few_in_words(panel.session), is_alarm ? palette.alarm_text : palette.muted);
  if (is_alarm && can_use(panel, "retry")) {
    Rect row = cut_top(area, 24, kSpace1);
    use_word(panel, {"retry", "", "race:retry"}, row, Align::left);
  }
  draw_text(panel, cut_top(area, kLineHeight, kSpace1), kTitle, palette.ink, texts::kRaceTitle);
  draw_racer(panel, area, NeighboursBy::codes);
  draw_racer(panel, area, NeighboursBy::pixels);
  tell(race_in_words(panel.session), palette.ink);
  tell(encoding_in_words(panel.session), palette.muted);
  return area.y - kSpace1 + kCardPadding - card.y;
}

}  // namespace bottleneck
