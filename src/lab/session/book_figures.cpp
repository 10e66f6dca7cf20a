// The figures that the notebook's experiments end in, as they come out here.
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/metrics.h"
#include "formats/npy.h"
#include "lab/data/synthetic_digits.h"
#include "lab/session/book.h"
#include "lab/session/session.h"

namespace bottleneck {
namespace {

constexpr double kMsPerSecond = 1000;

std::optional<double> loss_after(const std::span<const EpochRecord> history, int epoch,
                                 double EpochRecord::* loss) {
  const std::size_t place = epoch > 0 ? static_cast<std::size_t>(epoch) : history.size();
  if (place == 0 || place > history.size()) return std::nullopt;
  return history[place - 1].*loss;
}

// Bytes of a .npy file of so many rows: its header is the same for any number of them that an int can be.
double npy_bytes(int rows, int width) {
  const std::vector<std::int64_t> shape{0, width};
  return static_cast<double>(write_npy(shape, std::span<const float>()).size()) +
         static_cast<double>(sizeof(float)) * rows * width;
}

std::optional<double> of_training(const BookRow& row, const ModelHere& here) {
  const Architecture& architecture = here.model->architecture;
  const CompressionSizes sizes = compression_sizes(architecture, here.test_images);
  switch (row.figure) {
    case Figure::parameters:
      return static_cast<double>(here.model->parameters.size());
    case Figure::train_loss:
      return loss_after(here.history, row.epoch, &EpochRecord::train_loss);
    case Figure::val_loss:
      return loss_after(here.history, row.epoch, &EpochRecord::val_loss);
    case Figure::val_mse:
      return loss_after(here.history, row.epoch, &EpochRecord::val_mse);
    case Figure::dead_units:
      return here.dead_units;
    case Figure::code_shape:
      return here.train_images;
    case Figure::images_npy:
      return npy_bytes(here.test_images, kPixels);
    case Figure::codes_npy:
      return npy_bytes(here.test_images, architecture.latent);
    case Figure::times_smaller:
      return sizes.ratio();
    case Figure::times_smaller_decoder:
      return sizes.honest_ratio();
    case Figure::first_layer:
    case Figure::layers:
      return here.model->layers.front().outputs;
    case Figure::train_images:
      return here.train_images;
    default:
      return std::nullopt;
  }
}

std::optional<double> of_search(Figure figure, const NeighbourResult& result) {
  switch (figure) {
    case Figure::accuracy:
      return result.confusion.accuracy();
    case Figure::seconds:
      return (result.fit_ms + result.search_ms) / kMsPerSecond;
    case Figure::encode_seconds:
      return result.encode_ms / kMsPerSecond;
    default:
      return std::nullopt;
  }
}

// What a figure says of the images that it was measured on. The program's own digits are told by number and
// seed.
std::string images_name(const Session& session, const DatasetEntry& dataset) {
  return dataset.origin == Origin::synthetic ? synthetic_name(session.datasets.synthetic.plan) : dataset.name;
}

// Of exercise 3 those on the images of now alone.
std::optional<BookFigure> recorded(const Session& session, const Experiment& experiment, const BookRow& row) {
  const auto& figures = session.book.record.figures;
  const auto found = figures.find(row_id(experiment, row));
  if (found == figures.end()) return std::nullopt;
  const BookFigure& figure = found->second;
  if (!experiment.plan.dataset.empty()) return figure;
  const DatasetEntry& dataset = *exercise_dataset(session);
  const bool is_of_these = figure.from.dataset == images_name(session, dataset) &&
                           figure.from.train_images == dataset.train.count();
  return is_of_these ? std::optional(figure) : std::nullopt;
}

}  // namespace

std::optional<BookFigure> figure_here(const Session& session, const Experiment& experiment,
                                      const BookRow& row) {
  if (row.figure != Figure::times_longer) return recorded(session, experiment, row);
  const Experiment* other = find_experiment(session.book, row.than);
  const BookRow seconds{Figure::seconds};
  std::optional<BookFigure> longer = recorded(session, experiment, seconds);
  const std::optional<BookFigure> shorter = other ? recorded(session, *other, seconds) : std::nullopt;
  // Of two devices it would say nothing.
  if (!longer || !shorter || longer->from.device != shorter->from.device || !(shorter->value > 0)) return {};
  longer->value /= shorter->value;
  return longer;
}

std::optional<double> times_longer_as_timed(const Book& book, const Experiment& experiment,
                                            const BookRow& row) {
  const auto seconds_of = [](const Experiment& one) -> std::optional<double> {
    const auto found = std::ranges::find(one.rows, Figure::seconds, &BookRow::figure);
    return found == one.rows.end() ? std::nullopt : found->book;
  };
  const Experiment* other = row.figure == Figure::times_longer ? find_experiment(book, row.than) : nullptr;
  const auto longer = seconds_of(experiment);
  const auto shorter = other ? seconds_of(*other) : std::nullopt;
  return longer && shorter ? std::optional(*longer / *shorter) : std::nullopt;
}

void forget_figures_of(Book& book, std::string_view dataset) {
  std::erase_if(book.record.figures, [&](const auto& one) { return one.second.from.dataset == dataset; });
}

void record_figures(Session& session, const Experiment& experiment) {
  const TrainingPlan plan = plan_now(session, experiment);
  const ModelHere here = needs_model(experiment) ? model_here(session, plan) : ModelHere{};
  const DatasetEntry* dataset = find_dataset(session.datasets, plan.dataset);
  if (!dataset || (needs_model(experiment) && !here.model)) return;
  const std::optional<NeighbourTest> test = search_now(session, experiment);
  const NeighbourResult* result = test ? find_neighbours(session.measured, *test) : nullptr;
  if (result && !result->is_done()) result = nullptr;
  for (const BookRow& row : experiment.rows) {
    Provenance from{
        .dataset = images_name(session, *dataset), .device = session.device, .day = session.today};
    if (here.model) {
      from.epochs = plan.epochs;
      from.seed = plan.seed;
    }
    std::optional<double> value;
    if (is_of_search(row.figure)) {
      if (!result) continue;
      value = of_search(row.figure, *result);
      from.train_images = test->on.halves.train->size();
      from.test_images = test->queries;
    } else if (here.model) {
      value = of_training(row, here);
      from.train_images = here.train_images;
      from.test_images = here.test_images;
      if (!here.is_of_visit) {
        from.device.clear();
        from.day = here.day;
      }
    }
    if (!value || !std::isfinite(*value)) continue;
    const std::optional<BookFigure> old = recorded(session, experiment, row);
    if (!old || old->from.epochs < from.epochs)
      session.book.record.figures.insert_or_assign(row_id(experiment, row),
                                                   BookFigure{*value, std::move(from)});
  }
}

}  // namespace bottleneck
