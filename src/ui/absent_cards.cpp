// The cards of the neighbours while there is nobody to vote: what is missing, and what can be done about it.
#include <algorithm>
#include <cmath>
#include <string>

#include "lab/figures.h"
#include "texts.h"
#include "ui/nearest_cards.h"
#include "ui/widgets.h"

namespace bottleneck {
namespace {

std::string megabytes(std::int64_t bytes) {
  return fill(texts::kMegabytes, {fixed(static_cast<double>(bytes) / 1e6, 1)});
}

// A paragraph in the middle of the body and, below it, a button. True when it was pressed.
struct Offer {
  std::string text;
  std::string label{};  // empty: no button
  const char* name = "";
  bool is_alarm = false;
};
bool draw_offer(View& view, const Canvas& canvas, const Rect& body, const Offer& offer) {
  const Palette& palette = canvas.palette();
  const Colour ink = offer.is_alarm ? palette.alarm_text : palette.muted;
  const float text = draw_paragraph({.list = nullptr, .look = canvas.look}, body, kText, ink, offer.text);
  const float button_height = offer.label.empty() ? 0 : kSpace3 + kControlHeight;
  float y = std::floor(std::max(body.y, body.middle_y() - (text + button_height) / 2));
  draw_paragraph(canvas, {body.x, y, body.width, text}, kText, ink, offer.text, Align::centre);
  if (offer.label.empty()) return false;
  y += text + kSpace3;
  const float width = std::min(body.width, button_width(*canvas.look, offer.label));
  return button(view, canvas, offer.name, {std::floor(body.middle_x() - width / 2), y, width, kControlHeight},
                offer.label);
}

void draw_bar(const Canvas& canvas, const Rect& body, std::string_view what, std::string_view amount,
              float share) {
  draw_progress(canvas,
                {body.x, std::floor(body.middle_y() - kProgressHeight / 2), body.width, kProgressHeight},
                what, amount, share);
}

// A half of a dataset on its way. True if it is.
bool draw_loading(const Canvas& canvas, const Rect& body, const DatasetHalf& half) {
  if (half.images) return false;
  const bool is_under_way = half.is_busy() || half.images_file.stage == Download::Stage::done;
  if (!is_under_way || !half.error().empty()) return false;
  const std::int64_t bytes = half.images_file.bytes + half.labels_file.bytes;
  const std::int64_t total = half.packed_bytes;
  const std::string amount =
      bytes == 0 ? "" : fixed(static_cast<double>(bytes) / 1e6, 1) + " / " + megabytes(total);
  draw_bar(canvas, body, texts::kLoadingImages, amount,
           total > 0 ? static_cast<float>(bytes) / static_cast<float>(total) : -1);
  return true;
}

// The model itself is not there: still loading, or the whole message of what failed.
void draw_absent_model(const Session& session, View& view, const Canvas& canvas, const Rect& body,
                       const LibraryEntry* entry) {
  const std::string& error = entry ? entry->error() : session.library.index_file.error;
  const char* advice = entry ? texts::kModelFailedAdvice : texts::kListFailedAdvice;
  draw_offer(view, canvas, body,
             error.empty() ? Offer{.text = texts::kVotesNeedModel}
                           : Offer{.text = fill(advice, {error}), .is_alarm = true});
}

void draw_computing(const Canvas& canvas, const Rect& body, const Session& session) {
  const Jobs& jobs = session.jobs;
  if (jobs.encode_id == 0) {
    draw_bar(canvas, body, texts::kPreparing, "", -1);
    return;
  }
  const int count = jobs.images ? jobs.images->size() : 0;
  const double seconds = jobs.encode_progress.eta_ms / 1000;
  const std::string left =
      seconds > 0 ? fill(texts::kSecondsLeft, {std::to_string(static_cast<int>(std::ceil(seconds)))}) : "";
  draw_bar(canvas, body, fill(texts::kComputing, {grouped(count)}), left,
           static_cast<float>(jobs.encode_progress.share));
}

// A model without codes: they can be computed where the images are, or can be had.
void draw_codes_offer(const Session& session, View& view, const Canvas& canvas, const Rect& body,
                      const LibraryEntry& entry, std::vector<Action>& actions) {
  const DatasetEntry* dataset = dataset_of(session, &entry);
  const bool is_asked = session.computes_codes_of == entry.name;
  const bool is_chosen = entry.name == session.choices.model;
  if (dataset && is_asked && draw_loading(canvas, body, dataset->train)) return;
  const std::string& worker_error = session.jobs.worker_error;
  const std::string& data_error = dataset ? dataset->train.error() : worker_error;
  const bool has_failed = is_asked && (!data_error.empty() || session.jobs.worker == Jobs::Worker::failed);
  if (has_failed) {
    if (draw_offer(view, canvas, body,
                   {.text = data_error.empty() ? worker_error : data_error,
                    .label = texts::kTryAgain,
                    .name = "retry",
                    .is_alarm = true}))
      actions.push_back(RetryLoading{});
  } else if (is_asked) {
    draw_computing(canvas, body, session);
  } else if (!is_chosen || !dataset || !(dataset->train.images || dataset->train.is_offered())) {
    draw_offer(view, canvas, body, {.text = texts::kWithoutCodes});
  } else {
    const std::string label = dataset->train.images
                                  ? texts::kComputeCodes
                                  : fill(texts::kComputeCodesLoad, {megabytes(dataset->train.packed_bytes)});
    if (draw_offer(view, canvas, body,
                   {.text = texts::kWithoutCodesOffer, .label = label, .name = "compute-codes"}))
      actions.push_back(ComputeCodes{});
  }
}

}  // namespace

bool draw_absent_codes(const Session& session, View& view, const Canvas& canvas, const Rect& body, Tab card,
                       std::vector<Action>& actions) {
  const LibraryEntry* entry = card == Tab::other_codes ? other_entry(session) : chosen_entry(session);
  if (!entry || !entry->is_usable()) {
    draw_absent_model(session, view, canvas, body, entry);
    return true;
  }
  if (entry->codes) return false;
  if (!entry->card->has_codes) {
    draw_codes_offer(session, view, canvas, body, *entry, actions);
  } else if (entry->codes_file.error.empty()) {
    draw_progress(canvas,
                  {body.x, std::floor(body.middle_y() - kProgressHeight / 2), body.width, kProgressHeight},
                  texts::kLoadingCodes, entry->codes_file);
  } else if (draw_offer(view, canvas, body,
                        {.text = fill(texts::kLoadingFailed, {entry->codes_file.error}),
                         .label = texts::kTryAgain,
                         .name = card == Tab::other_codes ? "other-retry" : "retry",
                         .is_alarm = true})) {
    actions.push_back(RetryLoading{});
  }
  return true;
}

bool draw_absent_pixels(const Session& session, View& view, const Canvas& canvas, const Rect& body,
                        std::vector<Action>& actions) {
  const LibraryEntry* entry = chosen_entry(session);
  if (!entry || !entry->card) {
    draw_absent_model(session, view, canvas, body, entry);
    return true;
  }
  const DatasetEntry* dataset = dataset_of(session, entry);
  const std::string name = dataset ? dataset->title : entry->card->dataset;
  if (!dataset) {
    draw_offer(view, canvas, body, {.text = fill(texts::kNoneHere, {name})});
    return true;
  }
  const DatasetHalf& train = dataset->train;
  if (train.images) {
    std::string error = session.pixels.error;
    if (error.empty() && session.jobs.worker == Jobs::Worker::failed && !session.drawing.is_blank())
      error = session.jobs.worker_error;
    if (error.empty()) return false;
    if (draw_offer(view, canvas, body,
                   {.text = error, .label = texts::kTryAgain, .name = "pixels-retry", .is_alarm = true}))
      actions.push_back(RetryLoading{});
    return true;
  }
  if (draw_loading(canvas, body, train)) return true;
  if (!train.error().empty()) {
    if (draw_offer(
            view, canvas, body,
            {.text = train.error(), .label = texts::kTryAgain, .name = "pixels-retry", .is_alarm = true}))
      actions.push_back(LoadTraining{});
  } else if (train.is_offered()) {
    if (draw_offer(view, canvas, body,
                   {.text = fill(texts::kPixelsOffer, {name}),
                    .label = fill(texts::kLoadImages, {name, megabytes(train.packed_bytes)}),
                    .name = "load-training"}))
      actions.push_back(LoadTraining{});
  } else {
    draw_offer(view, canvas, body, {.text = fill(texts::kNoneHere, {name})});
  }
  return true;
}

}  // namespace bottleneck
