#include "ui/train/run_card.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/training_words.h"
#include "texts/panels.h"
#include "texts/pictures.h"
#include "texts/training.h"
#include "ui/paint/absence.h"
#include "ui/paint/widgets.h"

namespace bottleneck {
namespace {

constexpr float kButtonHeight = 36;
constexpr float kBarHeight = 8;
constexpr float kFieldHeight = 28;
constexpr float kRoomyButtons = 260;  // a row of buttons that is as wide need not be sparing

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

// Draws where `canvas.list` is set; returns the height with the gap above.
float draw_messages(const Session& session, const Canvas& canvas, const TrainingRun* run, Rect area) {
  const float top = area.y;
  for (const Message& message : messages_of(session, run)) {
    area.y += kSpace1;
    area.y +=
        draw_paragraph(canvas, area, kSmallText,
                       message.is_alarm ? canvas.palette().alarm_text : canvas.palette().muted, message.text);
  }
  return area.y - top;
}

// A bar and a triangle to the left: back to the beginning.
void draw_rewind_sign(const Canvas& canvas, ImVec2 middle, Colour ink) {
  const ImU32 c = colour(ink);
  fill_rect(canvas, {middle.x - 6, middle.y - 6, 2, 12}, ink);
  canvas.list->AddTriangleFilled({middle.x - 3, middle.y}, {middle.x + 6, middle.y - 6},
                                 {middle.x + 6, middle.y + 6}, c);
}

void press_main(const Session& session, View& view, const Canvas& canvas, const Rect& box,
                const TrainingRun* run, std::vector<Action>& actions) {
  const RunAbilities can = run ? abilities_of(*run) : RunAbilities{};
  if (can.pause) {
    if (main_button(view, canvas, "pause", box, texts::kPauseRun)) actions.push_back(PauseRun{});
  } else if (can.resume) {
    if (main_button(view, canvas, "resume", box, texts::kResumeRun)) actions.push_back(ResumeRun{});
  } else {
    if (main_button(view, canvas, "start", box, texts::kStartRun, can_start(session)))
      actions.push_back(StartRun{});
  }
}

void draw_buttons(const Session& session, View& view, const Canvas& canvas, Rect row, const TrainingRun* run,
                  std::vector<Action>& actions) {
  const RunAbilities can = run ? abilities_of(*run) : RunAbilities{};
  const bool is_tight = row.width < kRoomyButtons;
  const float less = is_tight ? kSpace2 : 0;
  const float step = button_width(*canvas.look, texts::kStepRun) - less;
  const float epoch = button_width(*canvas.look, texts::kEpochRun) - less;
  const float word = button_width(*canvas.look, texts::kRewindRun);
  const float sign = kButtonHeight + (is_tight ? -kSpace1 : kSpace1);
  constexpr float kLeastMain = 96;
  const bool has_word = row.width >= kLeastMain + step + epoch + word + 3 * kSpace2;
  const Rect rewind = cut_right(row, has_word ? word : sign, kSpace2);
  const Rect by_epoch = cut_right(row, epoch, kSpace2);
  const Rect by_step = cut_right(row, step, kSpace2);
  press_main(session, view, canvas, row, run, actions);
  // Before the first run they begin it.
  const auto go = [&](RunUntil until) {
    if (run) {
      actions.push_back(ResumeRun{until});
    } else {
      actions.push_back(StartRun{until});
    }
  };
  const bool can_go = run ? can.resume : can_start(session);
  if (button(view, canvas, "step", by_step, texts::kStepRun, can_go)) go(RunUntil::batch);
  if (button(view, canvas, "epoch", by_epoch, texts::kEpochRun, can_go)) go(RunUntil::epoch);
  if (button(view, canvas, "rewind", rewind, has_word ? texts::kRewindRun : "", can.rewind))
    actions.push_back(RewindRun{});
  if (!has_word)
    draw_rewind_sign(canvas, {rewind.middle_x(), rewind.middle_y()},
                     can.rewind ? canvas.palette().ink : canvas.palette().hairline);
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

void draw_waiting(const Session& session, const Canvas& canvas, Rect& area, const TrainingRun& run) {
  const BytesOnTheWay way = bytes_on_the_way(session, run);
  const auto total = static_cast<double>(way.total);
  draw_bar(canvas, cut_top(area, kBarHeight, kSpace2),
           way.total > 0 ? static_cast<double>(way.bytes) / total : 0);
  const std::string amount = way.total > 0 ? megabytes_of(way.bytes, way.total) : "";
  draw_line(canvas, cut_top(area, kLineHeight), waits_for(session, run), amount);
  cut_top(area, kLineHeight);
}

// What the run has done, how long it took, how fast it is; of one that is over and kept, what it is called
// now.
void draw_figures(const Session& session, const Canvas& canvas, Rect& area, const TrainingRun& run) {
  draw_bar(canvas, cut_top(area, kBarHeight, kSpace2), share_done(run));
  const Rect first = cut_top(area, kLineHeight);
  const std::string time = time_in_words(run);
  const float room = first.width - std::ceil(text_width(*canvas.look, kFigure, time)) - kSpace2;
  draw_line(canvas, first,
            first_fitting(*canvas.look, kFigure, room,
                          {place_in_words(run), place_in_words(run, texts::kRunAtShort)}),
            time);
  const Rect second = cut_top(area, kLineHeight);
  if (!run.is_active() && !run.saved_as.empty()) {
    draw_text(canvas, second, kSmallText, canvas.palette().muted,
              fill(texts::kSavedAs, {saved_title(session, run)}));
    return;
  }
  const std::string taken = run.is_active() && run.work_ms > 0
                                ? fill(texts::kTimeTaken, {duration_in_words(run.work_ms)})
                                : std::string();
  if (!(run.images_per_second > 0)) return draw_line(canvas, second, state_in_words(run.state), taken);
  const std::string speed = grouped(std::llround(run.images_per_second));
  const float rest = second.width - std::ceil(text_width(*canvas.look, kFigure, taken)) - kSpace2;
  draw_line(
      canvas, second,
      first_fitting(*canvas.look, kFigure, rest,
                    {fill(texts::kImagesPerSecond, {speed}), fill(texts::kImagesPerSecondShort, {speed})}),
      taken);
}

// Where it is to stop; and what becomes of its weights.
void draw_end(View& view, const Canvas& canvas, Rect row, const TrainingRun& run,
              std::vector<Action>& actions) {
  const Palette& palette = canvas.palette();
  constexpr float kEndWidth = 60;
  const bool can_keep = run.saved_as.empty() || abilities_of(run).keep;
  const float end = can_keep ? button_width(*canvas.look, texts::kKeepRun)
                             : std::ceil(text_width(*canvas.look, kSmallText, texts::kDrawWithIt)) + 1;
  const std::string label =
      first_fitting(*canvas.look, kSmallText, row.width - end - kEndWidth - kSpace2 - kSpace3,
                    {texts::kStopAtEpoch, texts::kPlanEpochs});
  draw_text(canvas, cut_left(row, std::ceil(text_width(*canvas.look, kSmallText, label)), kSpace2),
            kSmallText, palette.muted, label);
  value_field(view, canvas, "run:epochs", texts::kStopAtEpoch, std::to_string(run.plan.epochs),
              cut_left(row, kEndWidth, kSpace3));
  if (can_keep) {
    if (button(view, canvas, "keep", cut_right(row, end), texts::kKeepRun, abilities_of(run).keep))
      actions.push_back(KeepRun{});
    return;
  }
  if (word_button(view, canvas, "draw-with-it", row, texts::kDrawWithIt, Align::right)) {
    actions.push_back(Set{"model", run.saved_as});
    actions.push_back(Set{"station", "draw"});
  }
}

float figures_height(const TrainingRun* run) {
  return run ? kSpace3 + kBarHeight + kSpace2 + 2 * kLineHeight : kSpace2;
}

float end_height(const TrainingRun* run) {
  return run ? kSpace2 + kFieldHeight : 0;
}

}  // namespace

float run_card_height(const Session& session, const Look& look, float width) {
  const TrainingRun* run = shown_run(session.training);
  const Canvas measure{.list = nullptr, .look = &look};
  return 2 * kCardPadding + kButtonHeight + figures_height(run) + end_height(run) +
         draw_messages(session, measure, run, {0, 0, width - 2 * kCardPadding, 0});
}

void draw_run_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                   std::vector<Action>& actions) {
  const TrainingRun* run = shown_run(session.training);
  draw_card(canvas, card);
  Rect area = card.inset(kCardPadding);
  draw_buttons(session, view, canvas, cut_top(area, kButtonHeight, run ? kSpace3 : kSpace2), run, actions);
  if (run && run->state == TrainingRun::State::waiting) {
    draw_waiting(session, canvas, area, *run);
  } else if (run) {
    draw_figures(session, canvas, area, *run);
  }
  cut_top(area, draw_messages(session, canvas, run, area));
  if (!run) return;
  cut_top(area, kSpace2);
  draw_end(view, canvas, cut_top(area, kFieldHeight), *run, actions);
}

}  // namespace bottleneck
