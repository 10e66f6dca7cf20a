// A control together with what it does: each is made in one place, listed by controls_of() and used by
// action_of().
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "lab/session/settings.h"
#include "lab/shown/controls.h"
#include "lab/shown/data_words.h"

namespace bottleneck {

struct Offer {
  Control control;
  // What follows from a value, or why it cannot be had. Holds no reference to the session.
  std::function<Result<Action>(std::string_view value)> act{};
  // In place of a value that is long, and wanted by the HTML alone. Of the session that the offer is of.
  std::function<std::string(const Session& session)> write_value{};

  Offer&& enabled_if(bool condition) && {
    control.is_enabled = condition;
    return std::move(*this);
  }
  Offer&& with_short_label(std::string label) && {
    control.short_label = std::move(label);
    return std::move(*this);
  }
  Offer&& with_shorter(std::vector<std::string> labels) && {
    control.shorter = std::move(labels);
    return std::move(*this);
  }
  Offer&& with_short_labels_of(const Setting& setting) && {
    control.short_label = setting.control.short_label;
    if (setting.control.shortest_label) control.shorter = {setting.control.shortest_label};
    return std::move(*this);
  }
  Offer&& with_hint(std::string hint) && {
    control.hint = std::move(hint);
    return std::move(*this);
  }
};

struct OfferGroup {
  std::string id;
  std::string title;
  std::vector<Offer> offers{};
  std::vector<Finding> findings{};

  void add(Offer offer) { offers.push_back(std::move(offer)); }
  void tell(std::string what, std::string value) { findings.push_back({std::move(what), std::move(value)}); }
};

// All that is offered now, in the order in which the page reads. Canvas and HTML take label, state and action
// of a control from the offer of its id.
struct Offers {
  std::vector<OfferGroup> groups{};

  // The offer of that id, or null: what a panel does not find here is not offered, and not drawn.
  const Offer* find(std::string_view id) const;
};
Offers offers_of(const Session& session);

// Each kind of control, ready to be listed. Values are checked before `make` is asked for the action.
Offer make_button(std::string id, std::string label, Action action);

Offer make_toggle(std::string id, std::string label, bool value, std::function<Action(bool)> make);

struct ChoiceOption {
  std::string id;
  std::string label;
  Action action;
  std::string short_label{};
  std::vector<std::string> shorter{};
};
Offer make_choice(std::string id, std::string label, std::string value, std::vector<ChoiceOption> options);

Offer make_number(std::string id, std::string label, double value, const NumberRange& range,
                  std::function<Action(double)> make);

Offer make_text(std::string id, std::string label, std::string value, std::string apply,
                std::function<Result<Action>(std::string_view)> make);
Offer make_line(std::string id, std::string label, std::string value, std::string apply,
                std::function<Result<Action>(std::string_view)> make);

// A setting, by its row: one that is no name.
Offer setting_offer(const Session& session, const Setting& setting);
// The settings of that group, in the order of their rows, without those that a teacher hid.
void add_settings(OfferGroup& group, const Session& session);
// A setting that is one of what there is now. options: of each its value, and what the reader calls it.
Offer setting_choice(std::string_view word, std::string value,
                     const std::vector<std::pair<std::string, std::string>>& options);

// What can be done with a model: PREFIX:name, PREFIX:duplicate, PREFIX:delete, PREFIX:download, each where it
// is possible; and whether it is kept.
void add_library_offers(OfferGroup& group, const Session& session, const LibraryEntry& entry,
                        const std::string& prefix);
Offer open_offer();    // of a model file
Offer folder_offer();  // of the reader's pictures

// What the link in its dialog leaves out, and its theme.
void add_share_offers(OfferGroup& group, const Session& session);

// Of the offers that help against what is missing of the chosen model, those that no other group has.
struct Missing;
void add_help(OfferGroup& group, const Session& session, const Missing& missing);
// Tells of those halves of a dataset. What can be had and is not here can be loaded, or drawn: load_id();
// what is on its way can be stopped: cancel:NAME:HALF.
void add_halves(OfferGroup& group, const Session& session, const DatasetEntry& dataset, const Splits& needed);
// The same of the chosen model's dataset: what helps against missing_data().
void add_chosen_data(OfferGroup& group, const Session& session, const Splits& needed);

// The groups of the page, each empty where nothing of it may be shown. lab/shown/controls.cpp puts them in
// order.
OfferGroup note_offers(const Session& session);
OfferGroup drawing_offers(const Session& session);
OfferGroup sample_offers(const Session& session);
OfferGroup model_offers(const Session& session);
OfferGroup chosen_model_offers(const Session& session);  // for stations that do not draw
OfferGroup chosen_data_offers(const Session& session);   // likewise
OfferGroup guide_offers(const Session& session);
OfferGroup export_offers(const Session& session);  // the station's picture and numbers
OfferGroup book_offers(const Session& session);
OfferGroup exercise_offers(const Session& session);
OfferGroup code_offers(const Session& session);
OfferGroup nearest_code_offers(const Session& session);
OfferGroup nearest_pixel_offers(const Session& session);
OfferGroup other_offers(const Session& session);
OfferGroup map_offers(const Session& session);
OfferGroup station_offers(const Session& session);
OfferGroup experiment_offers(const Session& session);
OfferGroup run_offers(const Session& session);
OfferGroup dataset_offers(const Session& session);
OfferGroup picture_offers(const Session& session);
OfferGroup own_drawing_offers(const Session& session);
OfferGroup browsing_offers(const Session& session);
OfferGroup reconstruction_offers(const Session& session);
OfferGroup weights_offers(const Session& session);
OfferGroup neighbour_offers(const Session& session);
OfferGroup compression_offers(const Session& session);
OfferGroup program_offers(const Session& session);  // in Python
OfferGroup page_offers(const Session& session);

}  // namespace bottleneck
