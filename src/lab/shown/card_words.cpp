#include "lab/shown/card_words.h"

#include <algorithm>

#include "lab/base/figures.h"
#include "lab/shown/inference_words.h"
#include "lab/shown/words.h"
#include "texts/dialogs.h"
#include "texts/library.h"

namespace bottleneck {
namespace {

using CardRows = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t kEpochsShown = 3;  // at the beginning, and at the end

std::string number_in_words(std::size_t number) {
  return grouped(static_cast<std::int64_t>(number));
}

const char* loss_at_length(Loss loss) {
  return loss == Loss::bce ? texts::kDialogBce : texts::kDialogMse;
}

// A file without a card tells of its weights only.
bool is_told(const ModelCard& card) {
  return !card.dataset.empty();
}

DialogSection origin(const Session& session, const LibraryEntry& entry) {
  const ModelCard& card = *entry.card;
  DialogSection section{texts::kDialogOrigin};
  CardRows& rows = section.rows;
  if (!entry.is_own) rows.emplace_back(texts::kDialogName, card.name);
  rows.emplace_back(texts::kDialogTrainedOn, origin_in_words(session, entry));
  if (!is_told(card)) return section;
  if (!card.parent.empty()) rows.emplace_back(texts::kLibraryParent, card.parent);
  if (card.background != Background::dark)
    rows.emplace_back(texts::kDialogBackground, card.background == Background::inverted
                                                    ? texts::kDialogBackgroundInverted
                                                    : texts::kDialogBackgroundLight);
  rows.emplace_back(texts::kDialogMeasuredOn,
                    fill(texts::kDialogMeasuredOnValue, {grouped(card.test_images)}));
  std::string classes;
  for (const std::string& name : card.class_names) classes += (classes.empty() ? "" : ", ") + name;
  if (!classes.empty()) rows.emplace_back(texts::kDialogClasses, classes);
  rows.emplace_back(texts::kDialogDate, card.date);
  return section;
}

const char* activation_name(const Autoencoder& model, const Layer& layer) {
  if (&layer == &model.layers.back()) return texts::kDialogSigmoid;
  return layer.activation == Activation::relu ? texts::kDialogRelu : texts::kDialogLinear;
}

DialogSection architecture(const ModelCard& card) {
  const Autoencoder model = make_autoencoder(card.settings.architecture);
  DialogSection section{texts::kDialogArchitecture,
                        {{texts::kDialogShapes, shapes_in_words(model.architecture)}}};
  const std::size_t half = model.encoder_layers();
  for (std::size_t i = 0; i < model.layers.size(); ++i) {
    const Layer& layer = model.layers[i];
    const bool is_encoder = i < half;
    const std::string number = std::to_string(is_encoder ? i + 1 : i - half + 1);
    const auto weights = static_cast<std::int64_t>(layer.inputs) * layer.outputs;
    section.rows.emplace_back(
        fill(is_encoder ? texts::kDialogEncoderLayer : texts::kDialogDecoderLayer, {number}),
        fill(texts::kDialogLayer, {grouped(layer.inputs), grouped(layer.outputs),
                                   activation_name(model, layer), grouped(weights), grouped(layer.outputs)}));
  }
  section.rows.emplace_back(texts::kDialogParameters, number_in_words(card.parameters));
  if (!is_told(card)) return section;
  section.rows.emplace_back(texts::kDialogDeadUnits,
                            fill(texts::kDialogDeadUnitsValue, {std::to_string(card.dead_units),
                                                                std::to_string(model.architecture.latent)}));
  return section;
}

DialogSection settings_section(const ModelCard& card) {
  const TrainingSettings& settings = card.settings;
  return {texts::kDialogTraining,
          {{texts::kDialogLoss, loss_at_length(settings.loss)},
           {texts::kDialogOptimiser,
            fill(texts::kDialogOptimiserValue, {short_number(static_cast<double>(settings.learning_rate))})},
           {texts::kDialogEpochs, grouped(settings.epochs)},
           {texts::kDialogBatch, grouped(settings.batch)},
           {texts::kDialogSeed, std::to_string(settings.seed)},
           {texts::kDialogSeconds, fixed(card.seconds_per_epoch, 2)}}};
}

// Of a model of the reader's, what was not measured goes unsaid: nobody will.
void add_measured(CardRows& rows, const char* label, const std::optional<double>& value, bool is_own) {
  if (is_own && !value) return;
  rows.emplace_back(label, value ? fixed(*value, kLossDigits) : texts::kDialogNotMeasured);
}

void add_accuracy(CardRows& rows, const char* label, const std::optional<double>& value, bool is_own) {
  if (is_own && !value) return;
  rows.emplace_back(label, value ? fill(texts::kDialogPercent, {fixed(100 * *value, 2)})
                                 : std::string(texts::kDialogNotMeasured));
}

// All of these were measured on the test images.
DialogSection results(const ModelCard& card, bool is_own) {
  DialogSection section{texts::kDialogResults};
  if (!card.history.empty()) {
    section.rows.emplace_back(texts::kDialogTrainedBce, fixed(card.history.back().val_bce, kLossDigits));
    section.rows.emplace_back(texts::kDialogTrainedMse, fixed(card.history.back().val_mse, kLossDigits));
  }
  const bool is_half = card.weight_type == "F16";
  if (!is_own || is_half)
    section.rows.emplace_back(texts::kDialogWeightType, is_half ? texts::kDialogHalf : card.weight_type);
  add_measured(section.rows, texts::kDialogShippedBce, card.shipped_bce, is_own);
  add_measured(section.rows, texts::kDialogShippedMse, card.shipped_mse, is_own);
  add_accuracy(section.rows, texts::kDialogAccuracy, card.knn_accuracy, is_own);
  add_accuracy(section.rows, texts::kDialogAccuracyShipped, card.knn_accuracy_shipped, is_own);
  if (!is_own) {
    section.rows.emplace_back(texts::kDialogCodes,
                              card.has_codes ? texts::kDialogHasCodes : texts::kDialogHasNoCodes);
  }
  if (card.measured_images > 0) {
    section.rows.emplace_back(texts::kLibraryMeasured,
                              fill(texts::kLibraryMeasuredValue, {grouped(card.measured_images)}));
  }
  if (card.near_distance) {
    section.rows.emplace_back(texts::kDialogNear,
                              fill(texts::kDialogNearValue, {short_number(card.near_distance->median),
                                                             short_number(card.near_distance->p99)}));
  }
  return section;
}

std::string epoch_in_words(const EpochRecord& epoch) {
  return fill(texts::kDialogEpochValue,
              {fixed(epoch.train_loss, kLossDigits), fixed(epoch.val_loss, kLossDigits),
               fixed(epoch.val_mse, kLossDigits)});
}

// The first and the last epochs.
DialogSection history(const ModelCard& card) {
  DialogSection section{texts::kDialogHistory};
  const std::size_t count = card.history.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (i >= kEpochsShown && i + kEpochsShown < count) continue;
    section.rows.emplace_back(fill(texts::kDialogEpoch, {std::to_string(i + 1)}),
                              epoch_in_words(card.history[i]));
  }
  return section;
}

}  // namespace

std::vector<DialogSection> card_in_words(const Session& session, const LibraryEntry& entry) {
  const ModelCard& card = *entry.card;
  if (!is_told(card)) return {origin(session, entry), architecture(card)};
  return {origin(session, entry), architecture(card), settings_section(card), results(card, entry.is_own),
          history(card)};
}

}  // namespace bottleneck
