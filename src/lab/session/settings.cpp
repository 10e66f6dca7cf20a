#include "lab/session/settings.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "lab/session/setting_rules.h"
#include "lab/session/stations.h"
#include "texts/book.h"
#include "texts/compression.h"
#include "texts/controls.h"
#include "texts/data.h"
#include "texts/drawings.h"
#include "texts/guides.h"
#include "texts/map.h"
#include "texts/neighbours.h"
#include "texts/panels.h"
#include "texts/pictures.h"
#include "texts/program.h"
#include "texts/reconstructions.h"
#include "texts/training.h"
#include "texts/weights.h"

namespace bottleneck {
namespace {

// --- the members of Choices: at<&Choices::pen>, in_plan<&TrainingPlan::batch>

template <auto... path>
double get_at(const Choices& choices) {
  return static_cast<double>((choices.*....*path));
}

template <auto... path>
void set_at(Choices& choices, double value) {
  auto& member = (choices.*....*path);
  member = static_cast<std::remove_reference_t<decltype(member)>>(value);
}

template <auto... path>
constexpr Setting::Scalar at{get_at<path...>, set_at<path...>};

template <auto member>
constexpr Setting::Scalar in_plan = at<&Choices::plan, member>;
template <auto member>
constexpr Setting::Scalar in_browsing = at<&Choices::browsing, member>;
template <auto... path>
constexpr Setting::Scalar in_map = at<&Choices::map, path...>;
template <auto member>
constexpr Setting::Scalar in_synthetic = at<&Choices::synthetic, member>;

template <auto member>
constexpr Setting::Scalar in_reconstructions = at<&Choices::reconstructions, member>;
template <auto member>
constexpr Setting::Scalar in_weights = at<&Choices::weights, member>;

template <auto... path>
std::string& name_at(Choices& choices) {
  return (choices.*....*path);
}

// --- the words of choices

constexpr SettingOption kThemes[] = {{"system", texts::kMirrorThemeSystem},
                                     {"light", texts::kMirrorThemeLight},
                                     {"dark", texts::kMirrorThemeDark},
                                     {"projector", texts::kMirrorThemeProjector}};
constexpr SettingOption kViews[] = {
    {"reconstruction", texts::kMirrorReconstruction, texts::kReconstruction, texts::kReconstructionShort},
    {"difference", texts::kMirrorDifference, texts::kDifference, texts::kDifferenceShort}};
constexpr SettingOption kSources[] = {{"synthetic", texts::kMirrorSynthetic, texts::kSynthetic},
                                      {"test", texts::kMirrorTestImages, texts::kTestImages}};
constexpr SettingOption kLinks[] = {{"on"}, {"off"}};
constexpr SettingOption kPartWords[] = {{"header"},  {"samples"}, {"normalisation"}, {"models"}, {"compare"},
                                        {"codes"},   {"pixels"},  {"about"},         {"guide"},  {"controls"},
                                        {"exports"}, {"data"},    {"files"},         {"share"},  {"python"}};
static_assert(std::size(kPartWords) == kParts.size());
constexpr SettingOption kLosses[] = {{"bce", texts::kBce}, {"mse", texts::kMse}};
constexpr SettingOption kUsualWidths[] = {{""}, {"300"}};
constexpr SettingOption kLossBy[] = {{"epoch", texts::kMirrorByEpoch, texts::kByEpoch},
                                     {"batch", texts::kMirrorByBatch, texts::kByBatch}};
constexpr SettingOption kGuideFolds[] = {{"0", texts::kGuideHide}, {"1", texts::kGuideShow}};
constexpr SettingOption kLossScales[] = {{"0", texts::kLinear}, {"1", texts::kLogarithmic}};
constexpr SettingOption kMapAxes[] = {{"components", texts::kMirrorMapComponents, texts::kMapComponents},
                                      {"units", texts::kMirrorMapUnits, texts::kMapUnits}};
constexpr SettingOption kCompressed[] = {{"all", texts::kMirrorCompressedAll, texts::kCompressedAll},
                                         {"one", texts::kMirrorCompressedOne, texts::kCompressedOne}};
constexpr SettingOption kNeighboursBy[] = {{"codes", texts::kMirrorByCodes, texts::kByCodes},
                                           {"pixels", texts::kMirrorByPixels, texts::kByPixels}};
constexpr SettingOption kHalves[] = {{"train", texts::kMirrorHalfTrain, texts::kTrainHalf},
                                     {"test", texts::kMirrorHalfTest, texts::kTestHalf}};
constexpr SettingOption kShelves[] = {{"number", texts::kShelfNumbered},
                                      {"best", texts::kMirrorShelfBest, texts::kShelfBest},
                                      {"worst", texts::kMirrorShelfWorst, texts::kShelfWorst}};
constexpr SettingOption kPixelLayers[] = {{"encoder", texts::kMirrorEncoderWeights, texts::kEncoderWeights},
                                          {"decoder", texts::kMirrorDecoderWeights, texts::kDecoderWeights}};
constexpr SettingOption kNeuronOrders[] = {{"number", texts::kByNumber, texts::kByNumberShort},
                                           {"norm", texts::kByNorm, texts::kByNormShort},
                                           {"use", texts::kByUse, texts::kByUseShort},
                                           {"dead", texts::kByDead, texts::kByDeadShort}};
constexpr SettingOption kWeightScales[] = {{"own", texts::kMirrorOwnScale, texts::kOwnScale},
                                           {"shared", texts::kMirrorSharedScale, texts::kSharedScale}};

// --- the rows

using Shown = Setting::Shown;
using Rules = Setting::Rules;

constexpr Setting flag_row(const char* word, Setting::Scalar value, Shown control = {}, Rules rules = {}) {
  return {word, Setting::Kind::flag, control, rules, value};
}

constexpr Setting choice_row(const char* word, Setting::Scalar value, std::span<const SettingOption> options,
                             Shown control, Rules rules = {}) {
  return {word, Setting::Kind::choice, control, rules, value, {}, options};
}

constexpr Setting number_row(const char* word, Setting::Scalar value, NumberRange range, Shown control = {},
                             Rules rules = {}) {
  return {word, Setting::Kind::number, control, rules, value, range};
}

constexpr Setting name_row(const char* word, std::string& (*member)(Choices&), std::size_t most,
                           Shown control, Rules rules) {
  return {word, Setting::Kind::name, control, rules, {}, {}, {}, member, most};
}

constexpr NumberRange kMapMiddles{0.5F - kFarthestMiddle, 0.5F + kFarthestMiddle, 0, 5};
constexpr double kLastSeed = static_cast<double>(kLargestSeed);

constexpr Setting kSettings[] = {
    choice_row("station", at<&Choices::station>, kStations, {"station", "station", texts::kMirrorStation},
               {.part = Part::header, .state = "station"}),
    name_row("model", name_at<&Choices::model>, kMaxModelName, {nullptr, "model", texts::kMirrorModel},
             {.part = Part::models, .settle = settle_model}),
    name_row("with", name_at<&Choices::other>, kMaxModelName,
             {nullptr, "other", texts::kMirrorOther, texts::kCompareWith},
             {.part = Part::compare, .settle = settle_other}),
    number_row("k", at<&Choices::neighbours>, {1, kMostNeighbours, 1},
               {"codes", "k", texts::kMirrorK, texts::kNeighboursK, texts::kMirrorKHint},
               {.part = Part::controls, .state = "k"}),
    number_row("pen", at<&Choices::pen>, {kThinnestPen, kThickestPen, 0.1, 1},
               {"drawing", "pen", texts::kMirrorPenWidth, texts::kPenWidth, texts::kMirrorPenWidthHint},
               {.part = Part::controls, .state = "pen", .untold = 2.8}),
    flag_row("norm", at<&Choices::is_normalised>,
             {"drawing", "normalised", texts::kMirrorNormalised, texts::kNormalise,
              texts::kMirrorNormalisedHint, texts::kNormaliseShort},
             {.part = Part::normalisation, .state = "isNormalised", .can_change = is_normalisation_felt}),
    flag_row("own", at<&Choices::uses_drawings>,
             {"own-drawings", "drawings:use", texts::kMirrorDrawingsUse, texts::kDrawingsUse,
              texts::kMirrorDrawingsUseHint}),
    choice_row("view", at<&Choices::view>, kViews, {"model", "view", texts::kMirrorView}, {.state = "view"}),
    choice_row("samples", at<&Choices::samples>, kSources, {nullptr, "source", texts::kMirrorSource},
               {.part = Part::samples, .settle = settle_samples}),
    number_row("page", at<&Choices::sample_page>, {0, kLastSamplePage, 1}),
    flag_row("data", at<&Choices::wants_training>),
    choice_row("theme", at<&Choices::theme>, kThemes, {"page", "theme", texts::kMirrorTheme, texts::kTheme},
               {.part = Part::header, .state = "theme"}),
    {.word = "hide", .kind = Setting::Kind::parts, .options = kPartWords},
    choice_row("links", at<&Choices::links>, kLinks, {}),

    choice_row("bytes", at<&Choices::compressed>, kCompressed,
               {"compression", "bytes", texts::kMirrorCompressed}),
    flag_row("quick", at<&Choices::is_book_quick>,
             {"book", "book:quick", texts::kMirrorBookQuick, texts::kBookQuick, texts::kMirrorBookQuickHint},
             {.can_change = is_book_at_rest}),
    flag_row("figures", at<&Choices::has_all_figures>,
             {"book", "book:all-figures", texts::kMirrorBookAllFigures, texts::kBookAllFigures}),
    number_row("queries", at<&Choices::neighbour_queries>, {0, 999'999, 1},
               {nullptr, "queries", texts::kMirrorQueries, texts::kQueries}, {.settle = settle_cell}),
    choice_row("matrix", at<&Choices::neighbours_by>, kNeighboursBy,
               {nullptr, "matrix", texts::kMirrorMatrixBy}, {.settle = settle_cell}),
    number_row("cell", at<&Choices::confusion_cell>, {0, 255'255, 1}, {nullptr, "cell", texts::kMirrorCell},
               {.settle = settle_cell}),
    number_row("cellfrom", at<&Choices::cell_first>, {0, 999'999, 1}),
    {.word = "guide",
     .kind = Setting::Kind::flag,
     .control = {"guide", "guide", texts::kMirrorGuide},
     .value = at<&Choices::has_guide>,
     .options = kGuideFolds},

    flag_row("python", at<&Choices::has_python>,
             {"program", "python", texts::kMirrorPython, texts::kPython, texts::kMirrorPythonHint},
             {.part = Part::python}),

    name_row("on", name_at<&Choices::plan, &TrainingPlan::dataset>, kMaxDatasetName,
             {nullptr, "plan:dataset", texts::kMirrorPlanDataset, texts::kPlanData},
             {.settle = settle_plan_dataset}),
    number_row("images", in_plan<&TrainingPlan::images>, {0, std::numeric_limits<int>::max(), 1},
               {nullptr, "plan:images", texts::kMirrorPlanImages, texts::kPlanImages}),
    number_row("latent", in_plan<&TrainingPlan::latent>, {1, kMostLatent, 1},
               {"experiment", "plan:latent", texts::kMirrorPlanLatent, texts::kPlanLatent,
                texts::kMirrorPlanLatentHint}),
    {.word = "hidden",
     .kind = Setting::Kind::widths,
     .control = {"experiment", "plan:hidden", texts::kMirrorPlanHidden, texts::kPlanHidden},
     .options = kUsualWidths},
    choice_row("loss", in_plan<&TrainingPlan::loss>, kLosses,
               {"experiment", "plan:loss", texts::kMirrorPlanLoss, texts::kPlanLoss}),
    number_row("epochs", in_plan<&TrainingPlan::epochs>, {1, kMostEpochs, 1},
               {"experiment", "plan:epochs", texts::kMirrorPlanEpochs, texts::kPlanEpochs,
                texts::kMirrorPlanEpochsHint},
               {.usual_now = epochs_now}),
    number_row(
        "batch", in_plan<&TrainingPlan::batch>, {1, kLargestBatch, 1},
        {"experiment", "plan:batch", texts::kMirrorPlanBatch, texts::kPlanBatch, texts::kMirrorPlanBatchHint},
        {.usual_now = batch_now}),
    number_row(
        "rate", in_plan<&TrainingPlan::learning_rate>, {kSlowestRate, kFastestRate, 0, 6},
        {"experiment", "plan:rate", texts::kMirrorPlanRate, texts::kPlanRate, texts::kMirrorPlanRateHint}),
    number_row(
        "seed", in_plan<&TrainingPlan::seed>, {0, kLastSeed, 1},
        {"experiment", "plan:seed", texts::kMirrorPlanSeed, texts::kPlanSeed, texts::kMirrorPlanSeedHint}),
    number_row("workers", at<&Choices::workers>, {1, kMostWorkers, 1},
               {"experiment", "workers", texts::kMirrorWorkers, texts::kWorkers, texts::kMirrorWorkersHint},
               {.usual_now = workers_now}),
    choice_row("curve", at<&Choices::loss_by>, kLossBy, {"run", "loss:by", texts::kMirrorLossBy}),
    {.word = "log",
     .kind = Setting::Kind::flag,
     .control = {"run", "loss:log", texts::kMirrorLossLog, texts::kLogarithmic},
     .value = at<&Choices::is_loss_log>,
     .options = kLossScales},

    name_row("see", name_at<&Choices::browsing, &Browsing::dataset>, kMaxDatasetName,
             {nullptr, "browse:dataset", texts::kMirrorBrowsed}, {.settle = settle_browsing}),
    choice_row("half", in_browsing<&Browsing::split>, kHalves,
               {"browsing", "browse:half", texts::kMirrorHalf}, {.settle = settle_browsing}),
    number_row("class", in_browsing<&Browsing::label>, {0, 255, 1},
               {nullptr, "browse:class", texts::kMirrorBrowsedClass, texts::kBrowsedClass},
               {.settle = settle_browsing}),
    number_row("at", in_browsing<&Browsing::picked>, {0, 999'999, 1},
               {nullptr, "browse:first", texts::kMirrorFirst, texts::kGoToImage}, {.settle = settle_picked}),
    number_row("digits", in_synthetic<&SyntheticPlan::count>, {kFewestSynthetic, kMostSynthetic, 1},
               {"datasets", "synthetic:count", texts::kMirrorSyntheticCount, texts::kSyntheticCount,
                texts::kMirrorSyntheticCountHint}),
    number_row("digitseed", in_synthetic<&SyntheticPlan::seed>, {1, kLastSeed, 1},
               {"datasets", "synthetic:seed", texts::kMirrorSyntheticSeed, texts::kSyntheticSeed}),
    choice_row("axes", in_map<&MapChoices::axes>, kMapAxes, {nullptr, "map:axes", texts::kMirrorMapAxes},
               {.settle = settle_axes}),
    number_row("across", in_map<&MapChoices::across>, {1, kMostLatent, 1},
               {nullptr, "map:across", texts::kMirrorMapAcross, texts::kMapAcross}, {.settle = settle_axes}),
    number_row("up", in_map<&MapChoices::up>, {1, kMostLatent, 1},
               {nullptr, "map:up", texts::kMirrorMapUp, texts::kMapUp}, {.settle = settle_axes}),
    number_row("only", in_map<&MapChoices::label>, {0, 255, 1},
               {nullptr, "map:class", texts::kMirrorMapClass}),
    number_row("mapx", in_map<&MapChoices::part, &MapPart::x>, kMapMiddles),
    number_row("mapy", in_map<&MapChoices::part, &MapPart::y>, kMapMiddles),
    number_row("mapzoom", in_map<&MapChoices::part, &MapPart::zoom>, {kLeastZoom, kMostZoom, 0, 3}),
    number_row("walk", in_map<&MapChoices::from>, {0, 999'999, 1},
               {nullptr, "map:from", texts::kMirrorMapFrom}),
    number_row("walkto", in_map<&MapChoices::to>, {0, 999'999, 1}, {nullptr, "map:to", texts::kMirrorMapTo}),
    flag_row("invert", at<&Choices::inverts_light>,
             {"pictures", "pictures:invert", texts::kMirrorPicturesInvert, texts::kPicturesInvert,
              texts::kMirrorPicturesInvertHint}),

    name_row("rows", name_at<&Choices::reconstructions, &ReconstructionsView::rows>, kMaxRows,
             {nullptr, "rows", texts::kMirrorRows}, {.settle = settle_rows}),
    choice_row("shelf", in_reconstructions<&ReconstructionsView::shelf>, kShelves,
               {"reconstructions", "reconstructions:shelf", texts::kMirrorShelf}, {.settle = settle_shelf}),
    number_row("first", in_reconstructions<&ReconstructionsView::first>, {0, 999'999, 1},
               {nullptr, "reconstructions:from", texts::kMirrorFrom, texts::kMirrorFromShort}),
    choice_row("layer", in_weights<&WeightsView::layer>, kPixelLayers,
               {"weights", "weights:layer", texts::kMirrorWeightsLayer}, {.settle = settle_layer}),
    choice_row("sort", in_weights<&WeightsView::order>, kNeuronOrders,
               {"weights", "weights:sort", texts::kMirrorSort}),
    choice_row("scale", in_weights<&WeightsView::scale>, kWeightScales,
               {"weights", "weights:scale", texts::kMirrorScale}),
    number_row("neuron", in_weights<&WeightsView::picked>, {1, 65'536, 1},
               {nullptr, "weights:neuron", texts::kMirrorNeuron, texts::kNeuronNumber}),
};

}  // namespace

std::span<const Setting> settings() {
  return kSettings;
}

const Setting* find_setting(std::string_view word) {
  const auto* found = std::ranges::find(kSettings, word, &Setting::word);
  return found == std::end(kSettings) ? nullptr : found;
}

const Setting& setting_of(std::string_view word) {
  const Setting* setting = find_setting(word);
  assert(setting);
  return *setting;
}

}  // namespace bottleneck
