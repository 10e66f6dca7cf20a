// What goes in: the drawing, and ready-made inputs.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "lab/base/figures.h"
#include "lab/data/dataset_files.h"
#include "lab/drawing/stroke_lines.h"
#include "lab/session/keeping_drawings.h"
#include "lab/session/queries.h"
#include "lab/shown/data_words.h"
#include "lab/shown/offer.h"
#include "lab/shown/words.h"
#include "texts/controls.h"
#include "texts/datasets.h"
#include "texts/drawings.h"
#include "texts/exchange.h"
#include "texts/panels.h"
#include "texts/stations.h"

namespace bottleneck {
namespace {

Result<Action> put_strokes(std::string_view text) {
  auto strokes = read_stroke_lines(text);
  if (!strokes) return Error{strokes.error()};
  return Action(PutStrokes{*std::move(strokes)});
}

// "Test image 12, labelled Sneaker"
std::string picture_in_words(const LibraryEntry* entry, const Picture& picture) {
  if (!picture.caption.empty()) return picture.caption;
  return fill(texts::kMirrorTestSample, {std::to_string(picture.index), class_name(entry, picture.label)});
}

std::string pad_in_words(const Session& session) {
  const Sheet& sheet = session.drawing.sheet;
  if (sheet.is_blank())
    return session.choices.is_hidden(Part::samples) ? texts::kMirrorBlankPad
                                                    : texts::kMirrorBlankPadOrSamples;
  std::string words;
  if (sheet.picture) words = picture_in_words(chosen_entry(session), *sheet.picture);
  if (sheet.strokes.empty()) return words;
  const std::size_t points = count_points(sheet.strokes);
  if (!words.empty()) words += "; ";
  return words + fill(texts::kMirrorStrokesOnPad, {grouped(static_cast<std::int64_t>(sheet.strokes.size())),
                                                   grouped(static_cast<std::int64_t>(points))});
}

// The test images of the dataset that the chosen model knows; null where the page knows none.
const DatasetHalf* test_half(const Session& session) {
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  return dataset && is_place_known(session.datasets, dataset->test) ? &dataset->test : nullptr;
}

// With what is still to be loaded of the test images.
Offer source_offer(const Session& session, const DatasetHalf* test) {
  Offer offer = setting_offer(session, setting_of("samples"));
  if (!test || test->images || test->images_published.bytes == 0) return offer;
  Control::Option& images = *std::ranges::find(offer.control.options, "test", &Control::Option::id);
  const std::string plain = images.short_label;
  const std::string size = load_size_in_words(*test);
  const std::string with_size = fill(texts::kTestImagesOf, {size});
  images.short_label = with_size;
  images.shorter = {plain};
  if (test->is_kept()) return std::move(offer).with_hint(texts::kMirrorTestImagesKept);
  const std::string place =
      place_of(session.datasets, *dataset_of(session, chosen_entry(session)), Split::test);
  images.short_label = fill(texts::kTestImagesOfFrom, {size, place});
  images.shorter = {with_size, plain};
  if (test->is_busy()) return offer;
  return std::move(offer).with_hint(fill(texts::kMirrorTestImagesSize, {size, place}));
}

std::string sample_label(const LibraryEntry* entry, const Sample& sample) {
  if (sample.sheet.picture) return picture_in_words(entry, *sample.sheet.picture);
  return fill(texts::kMirrorSyntheticSample, {std::to_string(sample.label)});
}

// A test image by its number. What stands in the field is the one on the pad, else the first of those shown.
Offer test_image_offer(const Session& session, int size) {
  const auto& picture = session.drawing.sheet.picture;
  const int shown = std::min(session.choices.sample_page * kSamplesShown, size - 1);
  return make_number("test-image", texts::kMirrorTestNumber,
                     picture && picture->index >= 0 ? picture->index : shown,
                     {.low = 0, .high = static_cast<double>(size - 1), .step = 1},
                     [](double number) { return TakeTestImage{static_cast<int>(number)}; })
      .with_hint(fill(texts::kMirrorTestNumberHint, {grouped(size - 1)}));
}

// Which of them are shown, or why none are.
Finding shown_samples(const Session& session) {
  if (session.choices.samples == SampleSource::synthetic) {
    return {texts::kMirrorShown,
            fill(texts::kMirrorSyntheticShown, {grouped(session.choices.sample_page + 1)})};
  }
  const DatasetHalf* test = test_half(session);
  if (!test) return {texts::kMirrorShown, texts::kMirrorNoTestImages};
  if (!test->error().empty()) return {texts::kMirrorNotLoaded, test->error()};
  if (!test->images || session.samples.empty()) return {texts::kMirrorLoadingTest, progress_in_words(*test)};
  const std::int64_t first = std::int64_t{session.choices.sample_page} * kSamplesShown;
  const auto last = first + static_cast<std::int64_t>(session.samples.size()) - 1;
  return {texts::kMirrorShown,
          fill(texts::kMirrorTestShown, {grouped(first), grouped(last), grouped(test->images->size())})};
}

// What lies on the pad joins the reader's drawings, with its label; or that it has, and how to take it back.
void add_keeping(OfferGroup& group, const Session& session) {
  if (!means_digits(chosen_entry(session))) return;
  const int kept = kept_on_pad(session);
  const NotKeepable obstacle = not_keepable(session);
  for (int label = 0; label < kClasses; ++label) {
    const std::string digit = std::to_string(label);
    group.add(make_button("keep:" + digit, fill(texts::kMirrorKeepAs, {digit}), KeepDrawing{label})
                  .with_short_label(digit)
                  .enabled_if(kept < 0 && obstacle == NotKeepable::no && !session.drawing.is_busy()));
    if (label == 0) group.offers.back().control.hint = texts::kMirrorKeepHint;
  }
  if (kept >= 0)
    group.add(make_button("keep:back", texts::kMirrorTakeBack, RemoveDrawing{kept})
                  .with_short_label(texts::kDrawingsTakeBack));
  group.tell(texts::kMirrorKept, keeping_in_words(session));
}

}  // namespace

OfferGroup drawing_offers(const Session& session) {
  const Drawing& drawing = session.drawing;
  OfferGroup group{.id = "drawing", .title = texts::kMirrorDrawing};
  group.add(
      make_button("undo", texts::kMirrorUndo, Undo{}).enabled_if(drawing.can_undo() || drawing.is_busy()));
  group.add(
      make_button("redo", texts::kMirrorRedo, Redo{}).enabled_if(drawing.can_redo() && !drawing.is_busy()));
  group.add(make_button("clear", texts::kMirrorClear, Clear{})
                .with_short_label(texts::kClear)
                .enabled_if(!drawing.is_blank()));
  group.add(make_choice("tool", texts::kMirrorTool, session.tool == Tool::pen ? "pen" : "eraser",
                        {{"pen", texts::kMirrorPen, ChooseTool{Tool::pen}},
                         {"eraser", texts::kMirrorEraser, ChooseTool{Tool::eraser}}}));
  add_settings(group, session);
  group.add(make_text("strokes", texts::kMirrorStrokes, "", texts::kMirrorStrokesApply, put_strokes)
                .with_hint(texts::kMirrorStrokesHint));
  group.offers.back().write_value = [](const Session& now) {
    return write_stroke_lines(now.drawing.sheet.strokes);
  };
  group.add(make_button("save-image", texts::kExchangeSaveImage, SaveDrawing{})
                .with_short_label(texts::kPicture)
                .enabled_if(!drawing.is_blank()));
  group.add(make_button("save-strokes", texts::kExchangeSaveStrokes, SaveDrawing{.as_strokes = true})
                .with_short_label(texts::kExchangeStrokes)
                .enabled_if(!drawing.sheet.strokes.empty()));
  group.tell(texts::kMirrorOnPad, pad_in_words(session));
  add_keeping(group, session);
  return group;
}

OfferGroup sample_offers(const Session& session) {
  const Choices& choices = session.choices;
  if (choices.is_hidden(Part::samples)) return {};
  const LibraryEntry* entry = chosen_entry(session);
  const DatasetHalf* test = test_half(session);
  OfferGroup group{.id = "samples", .title = texts::kMirrorSamples};
  if (test || choices.samples == SampleSource::test) group.add(source_offer(session, test));
  if (const DatasetEntry* dataset = dataset_of(session, entry);
      dataset && is_under_way(session, *dataset, Split::test)) {
    group.add(make_button("cancel-test", texts::kMirrorCancelTest,
                          CancelLoading{.dataset = dataset->name, .split = Split::test})
                  .with_short_label(texts::kCancelLoading));
  }
  for (std::size_t i = 0; i < session.samples.size(); ++i) {
    group.add(make_button("sample:" + std::to_string(i), sample_label(entry, session.samples[i]),
                          TakeSample{static_cast<int>(i)}));
  }
  if (!session.samples.empty()) {
    group.add(make_button("samples-before", texts::kMirrorSamplesBefore, TurnSamples{-1}));
    group.add(make_button("samples-after", texts::kMirrorSamplesAfter, TurnSamples{1})
                  .with_short_label(texts::kOtherSamples));
  }
  if (test && test->images) group.add(test_image_offer(session, test->images->size()));
  group.findings.push_back(shown_samples(session));
  return group;
}

}  // namespace bottleneck
