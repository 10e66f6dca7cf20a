// The prediction, and the votes for each class as bars.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "lab/base/figures.h"
#include "lab/shown/inference_words.h"
#include "texts/panels.h"
#include "ui/draw/opinion.h"

namespace bottleneck {
namespace {

constexpr float kVoteNameWidth = 88;    // of a class beside its bar, at most
constexpr float kDigitWidth = 56;       // of the prediction, when it is a digit
constexpr float kStripNameWidth = 116;  // of a prediction that is a word

struct Votes {
  const Voters& voters;
  const Opinion& opinion;

  int of(int label) const {
    const auto index = static_cast<std::size_t>(label);
    return index < opinion.votes.size() ? opinion.votes[index] : 0;
  }
  bool wins(int label) const { return opinion.prediction == label; }
  float share(int label) const {
    return opinion.neighbours.empty()
               ? 0
               : static_cast<float>(of(label)) / static_cast<float>(opinion.neighbours.size());
  }
  std::string name(int label) const { return class_name(voters.entry, label); }
};

void draw_standing_bars(const Canvas& canvas, const Votes& votes, const OpinionLayout& a, const Rect& box) {
  const Palette& palette = canvas.palette();
  const float pitch = box.width / static_cast<float>(a.classes);
  const float gap = pitch >= 28 ? kSpace2 : kSpace1;
  const float foot = box.bottom() - kBarLabelHeight;
  const float highest = a.bars_height - kSpace4;
  for (int label = 0; label < a.classes; ++label) {
    const float x = box.x + pitch * static_cast<float>(label) + gap / 2;
    const float height = highest * votes.share(label);
    fill_rect(canvas, {x, foot - 2, pitch - gap, 2}, palette.soft, 1);
    if (height > 0) {
      fill_rect(canvas, {x, foot - height, pitch - gap, height}, votes.voters.fill, 3);
      draw_text(canvas, {x - gap, foot - height - kSpace4, pitch + gap, kSpace4}, kFigure, palette.muted,
                std::to_string(votes.of(label)), Align::centre);
    }
    const bool wins = votes.wins(label);
    const TextStyle& style = wins ? kTitle : a.has_names ? kSmallText : kFigure;
    draw_text(canvas, {x - gap / 2, foot, pitch, kBarLabelHeight}, style, wins ? palette.ink : palette.muted,
              votes.name(label), Align::centre);
  }
}

// names: the room for the name.
void draw_lying_bar(const Canvas& canvas, const Votes& votes, int label, Rect row, float names) {
  const Palette& palette = canvas.palette();
  const bool wins = votes.wins(label);
  draw_text(canvas, cut_left(row, names, kSpace2), wins ? kTitle : kSmallText,
            wins ? palette.ink : palette.muted, votes.name(label));
  const Rect number = cut_right(row, kSpace4, kSpace1);
  const Rect track{row.x, row.middle_y() - 5, row.width, 10};
  fill_rect(canvas, track, palette.soft, 3);
  if (votes.of(label) == 0) return;
  fill_rect(canvas, {track.x, track.y, track.width * votes.share(label), track.height}, votes.voters.fill, 3);
  draw_text(canvas, number, kFigure, palette.muted, std::to_string(votes.of(label)), Align::right);
}

void draw_lying_bars(const Canvas& canvas, const Votes& votes, const OpinionLayout& a, const Rect& box) {
  const auto columns = static_cast<float>(a.bar_columns);
  const float width = std::floor((box.width - (columns - 1) * kSpace3) / columns);
  const float names = std::min(kVoteNameWidth, width * 0.45F);
  const int rows = a.bar_rows();
  for (int label = 0; label < a.classes; ++label) {
    const Rect row{box.x + (width + kSpace3) * static_cast<float>(label / rows),
                   box.y + kVoteRowHeight * static_cast<float>(label % rows), width, kVoteRowHeight};
    draw_lying_bar(canvas, votes, label, row, names);
  }
}

// The classes with the most votes, as far as there is room.
void draw_first_bars(const Canvas& canvas, const Votes& votes, Rect box) {
  std::vector<int> labels;
  for (int label = 0; label < static_cast<int>(votes.opinion.votes.size()); ++label) {
    if (votes.of(label) > 0) labels.push_back(label);
  }
  std::ranges::sort(labels, {}, [&](int label) { return std::pair{-votes.of(label), label}; });
  const auto rows = std::min(labels.size(), static_cast<std::size_t>(box.height / kVoteRowHeight));
  cut_top(box, std::floor((box.height - static_cast<float>(rows) * kVoteRowHeight) / 2));
  for (std::size_t i = 0; i < rows; ++i)
    draw_lying_bar(canvas, votes, labels[i], cut_top(box, kVoteRowHeight),
                   std::min(kVoteNameWidth, box.width / 2));
}

// A prediction that is a word: on the left, with the doubt below it.
void draw_named_strip(const Canvas& canvas, const Votes& votes, Colour ink, Rect box) {
  const bool is_doubted = votes.opinion.doubt != Doubt::none;
  const DoubtWords doubt = doubt_in_words(votes.opinion.doubt);
  const Rect left = cut_left(box, kStripNameWidth, kSpace3);
  Rect words{left.x, std::floor(left.middle_y() - (is_doubted ? kNameHeight : kNameHeight / 2)), left.width,
             left.height};
  const std::string name = answer_in_words(votes.voters.entry, votes.opinion);
  const bool is_short = text_width(*canvas.look, kHeading, name) <= left.width;
  draw_text(canvas, cut_top(words, kNameHeight), is_short ? kHeading : kSelectedText, ink, name);
  if (is_doubted)
    draw_text(canvas, cut_top(words, kLineHeight), kSmallText, canvas.palette().alarm_text,
              first_fitting(*canvas.look, kSmallText, left.width, {doubt.shorter, texts::kDoubtful}));
  draw_first_bars(canvas, votes, box);
}

}  // namespace

// The prediction, with a question mark and the reason beside it where it is doubted.
void draw_votes(const Canvas& canvas, const Voters& voters, const Opinion& opinion, const OpinionLayout& all,
                Rect box) {
  if (!canvas.list) return;
  const Votes votes{.voters = voters, .opinion = opinion};
  const bool is_doubted = opinion.doubt != Doubt::none;
  const DoubtWords doubt = doubt_in_words(opinion.doubt);
  const Colour reason = canvas.palette().alarm_text;
  const Colour ink = is_doubted ? canvas.palette().muted : voters.text;
  const std::string name = answer_in_words(voters.entry, opinion);
  OpinionLayout a = all;
  if (a.is_strip && a.has_names) return draw_named_strip(canvas, votes, ink, box);
  if (a.has_names) {
    Rect line = cut_top(box, kNameHeight, kSpace1);
    if (opinion.prediction) {
      const float name_width = std::ceil(text_width(*canvas.look, kHeading, name)) + 1;
      const float room = std::max(line.width / 3, line.width - name_width - kSpace2);
      const std::string beside = is_doubted
                                     ? first_fitting(*canvas.look, kSmallText, room,
                                                     {doubt.sentence, doubt.shorter, texts::kDoubtful})
                                     : fill(texts::kVotes, {std::to_string(votes.of(*opinion.prediction)),
                                                            std::to_string(opinion.neighbours.size())});
      const float width = std::ceil(text_width(*canvas.look, kSmallText, beside)) + 1;
      draw_text(canvas, cut_right(line, width, kSpace2), kSmallText,
                is_doubted ? reason : canvas.palette().muted, beside);
    }
    draw_text(canvas, line, kHeading, ink, name);
  } else {
    const float width = std::ceil(text_width(*canvas.look, kPrediction, name)) + 1;
    const Rect place = cut_left(box, std::max(kDigitWidth, is_doubted ? width : 0), kSpace2);
    // Its foot stands on the bars' foot.
    draw_text(canvas, {place.x, place.bottom() - kBarLabelHeight - 60, place.width, 60}, kPrediction, ink,
              name);
    if (is_doubted) {
      draw_text(canvas, cut_top(box, kLineHeight), kSmallText, reason,
                first_fitting(*canvas.look, kSmallText, box.width, {doubt.sentence, doubt.shorter}));
      a.bars_height -= kLineHeight;
    }
  }
  if (a.has_rows) {
    draw_lying_bars(canvas, votes, a, box);
  } else {
    draw_standing_bars(canvas, votes, a, box);
  }
}

}  // namespace bottleneck
