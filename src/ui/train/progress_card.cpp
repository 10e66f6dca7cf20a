#include <algorithm>
#include <cmath>
#include <string>

#include "lab/base/figures.h"
#include "lab/models/model_title.h"
#include "lab/session/queries.h"
#include "lab/shown/training_words.h"
#include "lab/shown/words.h"
#include "texts/panels.h"
#include "texts/pictures.h"
#include "texts/training.h"
#include "ui/paint/offered.h"
#include "ui/train/cards.h"

namespace bottleneck {
namespace {

constexpr float kButtonHeight = 36;
constexpr float kBarHeight = 8;
constexpr float kFieldHeight = 28;

// A message below the figures.
struct Message {
  std::string text;
  bool is_alarm = false;
};

std::vector<Message> messages_of(const Session& session, const TrainingRun* run) {
  if (!run) {
    const DatasetEntry* dataset = dataset_of(session, session.choices.plan);
    if (dataset && dataset->origin == Origin::pictures && !can_train_on(*dataset))
      return {{texts::kPicturesNoneToTrainOn}};
    const bool is_known = session.datasets.index_file.stage == Download::Stage::done;
    if (dataset && is_known && !can_train_on(*dataset))
      return {{fill(texts::kNoneHere, {dataset->title}), true}};
    return {{texts::kNoRunYet}};
  }
  std::vector<Message> messages;
  if (run->state == TrainingRun::State::failed) messages.push_back({run->error, true});
  if (run->state == TrainingRun::State::diverged) messages.push_back({texts::kHasDiverged, true});
  if (!run->notice.empty()) messages.push_back({run->notice});
  return messages;
}

// Returns the height with the gap above.
float draw_messages(const Panel& panel, const TrainingRun* run, Rect area) {
  const float top = area.y;
  if (!run && !panel.offers.find("start")) return 0;
  for (const Message& message : messages_of(panel.session, run)) {
    area.y += kSpace1;
    area.y +=
        draw_paragraph(panel, area, kSmallText,
                       message.is_alarm ? panel.palette().alarm_text : panel.palette().muted, message.text);
  }
  return area.y - top;
}

// The next thing to do; beside it, how a run that is over goes on; below, the small steps.
void draw_run_buttons(const Panel& panel, Rect& area, const TrainingRun* run) {
  if (!panel.offers.find("step")) return;
  Rect row = cut_top(area, kButtonHeight, kSpace2);
  if (run && run->state == TrainingRun::State::finished)
    use_button(panel, "resume", cut_right(row, button_width(panel, "resume"), kSpace2));
  use_main_button(panel, main_use(panel.session), row);
  row = cut_top(area, kButtonHeight);
  const float step = button_width(panel, "step");
  const float epoch = button_width(panel, "epoch");
  const float rewind = button_width(panel, "rewind");
  const float spare = std::max(0.0F, std::floor((row.width - step - epoch - rewind - 2 * kSpace2) / 3));
  use_button(panel, "step", cut_left(row, step + spare, kSpace2));
  use_button(panel, "epoch", cut_left(row, epoch + spare, kSpace2));
  use_button(panel, "rewind", row);
}

void draw_bar(const Canvas& canvas, const Rect& track, double share) {
  const Palette& palette = canvas.palette();
  fill_rect(canvas, track, palette.soft, kBarHeight / 2);
  if (share > 0) {
    const float width = std::max(track.width * static_cast<float>(std::min(share, 1.0)), kBarHeight);
    fill_rect(canvas, {track.x, track.y, width, track.height}, palette.code, kBarHeight / 2);
  }
}

// What is said left and right in one line; the left one gives way.
void draw_line(const Canvas& canvas, Rect line, const std::string& left, const std::string& right) {
  const Colour ink = canvas.palette().muted;
  if (!right.empty()) {
    const float width = std::ceil(text_width(*canvas.look, kFigure, right));
    draw_text(canvas, cut_right(line, width, kSpace2), kFigure, ink, right, Align::right);
  }
  draw_text(canvas, line, kFigure, ink, left);
}

void draw_waiting_run(const Panel& panel, Rect& area, const TrainingRun& run) {
  const BytesOnTheWay way = bytes_on_the_way(panel.session, run);
  const auto total = static_cast<double>(way.total);
  draw_bar(panel, cut_top(area, kBarHeight, kSpace2),
           way.total > 0 ? static_cast<double>(way.bytes) / total : 0);
  const std::string amount = way.total > 0 ? size_in_words(way.bytes) + " / " + size_in_words(way.total) : "";
  draw_line(panel, cut_top(area, kLineHeight), waits_for(panel.session, run), amount);
  cut_top(area, kLineHeight);
}

// What the run has done, how long it took, how fast it is; of one that is over and kept, what it is called
// now.
void draw_figures(const Panel& panel, Rect& area, const TrainingRun& run) {
  draw_bar(panel, cut_top(area, kBarHeight, kSpace2), share_done(run));
  const Rect first = cut_top(area, kLineHeight);
  const std::string time = time_in_words(run);
  const float room = first.width - std::ceil(text_width(*panel.look, kFigure, time)) - kSpace2;
  draw_line(panel, first,
            first_fitting(*panel.look, kFigure, room,
                          {place_in_words(run), place_in_words(run, texts::kRunAtShort)}),
            time);
  const Rect second = cut_top(area, kLineHeight);
  if (!run.is_active() && !run.saved_as.empty()) {
    const std::string title = saved_title(panel.session, run);
    const auto said = [](const std::string& name) { return fill(texts::kSavedAs, {name}); };
    draw_text(panel, second, kSmallText, panel.palette().muted,
              first_fitting(
                  *panel.look, kSmallText, second.width,
                  {said(title), said(title_with_short_dataset(title)), said(title_without_dataset(title))}));
    return;
  }
  const std::string taken = run.is_active() && run.work_ms > 0
                                ? fill(texts::kTimeTaken, {duration_in_words(run.work_ms)})
                                : std::string();
  if (!(run.images_per_second > 0)) return draw_line(panel, second, state_in_words(run.state), taken);
  const float rest = second.width - std::ceil(text_width(*panel.look, kFigure, taken)) - kSpace2;
  const SpeedWords speed = speed_in_words(run);
  draw_line(panel, second, first_fitting(*panel.look, kFigure, rest, {speed.full, speed.brief}), taken);
}

// The epoch at which the run ends, and "keep"; once it is kept, the way to draw with it.
void draw_end(const Panel& panel, Rect row) {
  const Palette& palette = panel.palette();
  constexpr float kEndWidth = 60;
  const std::string draw = label_of(panel, "run:draw");
  const float end =
      draw.empty() ? button_width(panel, "keep") : std::ceil(text_width(*panel.look, kSmallText, draw)) + 1;
  const std::string label =
      label_of(panel, "run:epochs", kSmallText, row.width - end - kEndWidth - kSpace2 - kSpace3);
  draw_text(panel, cut_left(row, std::ceil(text_width(*panel.look, kSmallText, label)), kSpace2), kSmallText,
            palette.muted, label);
  use_field(panel, "run:epochs", cut_left(row, kEndWidth, kSpace3));
  if (draw.empty()) {
    use_button(panel, "keep", cut_right(row, end));
  } else {
    use_word(panel, "run:draw", row, Align::right);
  }
}

}  // namespace

float draw_progress_card(const Panel& panel, const Rect& card) {
  const TrainingRun* run = shown_run(panel.session.training);
  draw_card(panel, card, "card:run");
  Rect area = card.inset(kCardPadding);
  draw_run_buttons(panel, area, run);
  cut_top(area, run ? kSpace3 : kSpace2);
  if (run && run->state == TrainingRun::State::waiting) {
    draw_waiting_run(panel, area, *run);
  } else if (run) {
    draw_figures(panel, area, *run);
  }
  cut_top(area, draw_messages(panel, run, area));
  if (run && panel.offers.find("run:epochs")) {
    cut_top(area, kSpace2);
    draw_end(panel, cut_top(area, kFieldHeight));
  }
  return area.y + kCardPadding - card.y;
}

}  // namespace bottleneck
