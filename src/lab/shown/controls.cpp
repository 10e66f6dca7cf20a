#include "lab/shown/controls.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "lab/base/figures.h"
#include "lab/base/names.h"
#include "lab/session/stations.h"
#include "lab/shown/offer.h"
#include "texts/controls.h"

namespace bottleneck {
namespace {

using Json = nlohmann::ordered_json;

// Of a control or an option.
template <class Named>
std::vector<std::string> labels_of(const Named& named) {
  std::vector<std::string> labels{named.label_on_canvas()};
  for (const std::string& shorter : named.shorter) labels.push_back(shorter);
  return labels;
}

// What belongs to each station, in the order of lab/session/stations.h.
using MakeGroup = OfferGroup (*)(const Session& session);
constexpr std::initializer_list<MakeGroup> kDrawGroups{
    drawing_offers,      sample_offers,        model_offers, code_offers,
    nearest_code_offers, nearest_pixel_offers, other_offers, export_offers};
constexpr std::initializer_list<MakeGroup> kTrainGroups{run_offers, experiment_offers, export_offers};
constexpr std::initializer_list<MakeGroup> kDataGroups{dataset_offers, picture_offers, own_drawing_offers,
                                                       browsing_offers, export_offers};
constexpr std::initializer_list<MakeGroup> kReconstructionsGroups{guide_offers, chosen_model_offers,
                                                                  reconstruction_offers, export_offers};
constexpr std::initializer_list<MakeGroup> kCompressionGroups{
    guide_offers, chosen_model_offers, chosen_data_offers, compression_offers, export_offers};
constexpr std::initializer_list<MakeGroup> kNeighboursGroups{
    guide_offers, chosen_model_offers, chosen_data_offers, neighbour_offers, export_offers};
constexpr std::initializer_list<MakeGroup> kMapGroups{map_offers, guide_offers, chosen_model_offers,
                                                      export_offers};
constexpr std::initializer_list<MakeGroup> kWeightsGroups{guide_offers, chosen_model_offers, weights_offers,
                                                          export_offers};
constexpr std::initializer_list<MakeGroup> kBookGroups{guide_offers, book_offers, export_offers};
constexpr std::initializer_list<MakeGroup> kExercisesGroups{guide_offers, exercise_offers};
constexpr StationTable<std::initializer_list<MakeGroup>> kStationGroups{
    kDrawGroups, kTrainGroups,   kDataGroups, kReconstructionsGroups, kCompressionGroups, kNeighboursGroups,
    kMapGroups,  kWeightsGroups, kBookGroups, kExercisesGroups};

// What a teacher can hide of a group: what is offered. What it tells stays.
constexpr std::pair<MakeGroup, Part> kPartsOfGroups[] = {{run_offers, Part::controls},
                                                         {experiment_offers, Part::controls},
                                                         {reconstruction_offers, Part::controls},
                                                         {compression_offers, Part::controls},
                                                         {neighbour_offers, Part::controls},
                                                         {map_offers, Part::controls},
                                                         {weights_offers, Part::controls},
                                                         {book_offers, Part::controls},
                                                         {chosen_data_offers, Part::data},
                                                         {dataset_offers, Part::data},
                                                         {own_drawing_offers, Part::files}};
// And of single offers, wherever they stand.
constexpr std::pair<std::string_view, Part> kPartsOfOffers[] = {{"link", Part::share},
                                                                {"save-images", Part::exports},
                                                                {"save-codes", Part::exports},
                                                                {"save-reconstructions", Part::exports},
                                                                {"save-image", Part::exports},
                                                                {"save-strokes", Part::exports},
                                                                {"markdown", Part::exports},
                                                                {"map:walk-picture", Part::exports},
                                                                {"pick-files", Part::files},
                                                                {"model:open", Part::files},
                                                                {"pictures:folder", Part::files},
                                                                {"pictures:files", Part::files}};

// A file's other forms are named after it: "save-codes:csv".
bool is_hidden_offer(const Choices& choices, const Offer& offer) {
  const std::string_view id = offer.control.id;
  const auto* row = std::ranges::find_if(kPartsOfOffers, [&](const auto& one) {
    return id.starts_with(one.first) && (id.size() == one.first.size() || id[one.first.size()] == ':');
  });
  return row != std::end(kPartsOfOffers) && choices.is_hidden(row->second);
}

OfferGroup seen_group(MakeGroup make, const Session& session) {
  const Choices& choices = session.choices;
  OfferGroup group = make(session);
  for (const auto& [one, part] : kPartsOfGroups) {
    if (one == make && choices.is_hidden(part)) group.offers.clear();
  }
  std::erase_if(group.offers, [&](const Offer& offer) { return is_hidden_offer(choices, offer); });
  return group;
}

// In the order of the enumerators.
constexpr const char* kControlKinds[] = {"button", "toggle", "choice", "number", "text", "line"};

Json control_json(const Control& control) {
  Json options = Json::array();
  for (const Control::Option& option : control.options)
    options.push_back({{"id", option.id}, {"label", option.label}});
  return {{"id", control.id},
          {"label", control.label},
          {"kind", name_in(kControlKinds, control.kind)},
          {"value", control.value},
          {"options", std::move(options)},
          {"low", control.low},
          {"high", control.high},
          {"step", control.step},
          {"enabled", control.is_enabled},
          {"hint", control.hint},
          {"apply", control.apply}};
}

Json finding_json(const Finding& finding) {
  return {{"label", finding.label},
          {"value", finding.value},
          {"table", finding.table},
          {"code", finding.is_code}};
}

}  // namespace

std::vector<std::string> Control::labels_on_canvas() const {
  return labels_of(*this);
}
std::vector<std::string> Control::Option::labels_on_canvas() const {
  return labels_of(*this);
}

const Offer* Offers::find(std::string_view id) const {
  for (const OfferGroup& group : groups) {
    const auto offer = std::ranges::find(
        group.offers, id, [](const Offer& one) -> const std::string& { return one.control.id; });
    if (offer != group.offers.end()) return &*offer;
  }
  return nullptr;
}

Offers offers_of(const Session& session) {
  Offers offers{{note_offers(session), station_offers(session)}};
  for (const MakeGroup make : kStationGroups[session.choices.station])
    offers.groups.push_back(seen_group(make, session));
  offers.groups.push_back(seen_group(program_offers, session));
  offers.groups.push_back(seen_group(page_offers, session));
  std::erase_if(offers.groups,
                [](const OfferGroup& group) { return group.offers.empty() && group.findings.empty(); });
  return offers;
}

std::vector<ControlGroup> controls_of(const Session& session) {
  std::vector<ControlGroup> groups;
  Offers offers = offers_of(session);
  for (OfferGroup& offered : offers.groups) {
    ControlGroup& group = groups.emplace_back();
    group.id = std::move(offered.id);
    group.title = std::move(offered.title);
    group.findings = std::move(offered.findings);
    for (Offer& offer : offered.offers) {
      if (offer.write_value) offer.control.value = offer.write_value(session);
      group.controls.push_back(std::move(offer.control));
    }
  }
  return groups;
}

std::optional<Action> action_of(const Session& session, std::string_view id, std::string_view value,
                                std::string& problem) {
  const Offers offers = offers_of(session);
  if (const Offer* offer = offers.find(id)) {
    if (!offer->control.is_enabled) {
      problem = fill(texts::kMirrorDisabled, {offer->control.label});
      return std::nullopt;
    }
    Result<Action> action = offer->act(value);
    if (action) return *std::move(action);
    problem = action.error();
    return std::nullopt;
  }
  problem = fill(texts::kMirrorUnknown, {id});
  return std::nullopt;
}

std::string write_controls(const Session& session) {
  Json groups = Json::array();
  for (const ControlGroup& group : controls_of(session)) {
    Json controls = Json::array();
    Json findings = Json::array();
    for (const Control& control : group.controls) controls.push_back(control_json(control));
    for (const Finding& finding : group.findings) findings.push_back(finding_json(finding));
    groups.push_back({{"id", group.id},
                      {"title", group.title},
                      {"controls", std::move(controls)},
                      {"findings", std::move(findings)}});
  }
  // Names come from files: what is not UTF-8 in them is replaced rather than thrown at.
  return groups.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace bottleneck
