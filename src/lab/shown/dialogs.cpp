// The dialogs that lie over the page: model cards, help, the page's link and the code that embeds it.
#include "texts/dialogs.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "formats/npz.h"
#include "lab/base/figures.h"
#include "lab/models/own_models.h"
#include "lab/session/keeping.h"
#include "lab/session/queries.h"
#include "lab/session/stations.h"
#include "lab/shown/card_words.h"
#include "lab/shown/controls.h"
#include "lab/shown/model_downloads.h"
#include "lab/shown/offer.h"
#include "texts/library.h"
#include "texts/one_file.h"
#include "texts/sharing.h"

namespace bottleneck {
namespace {

using Json = nlohmann::ordered_json;

struct Copy {
  std::string label;
  std::string text;
};

// A control of the page (lab/shown/controls.h), under a label that the dialog's title makes clear.
struct Field {
  std::string id;
  std::string label;
  std::string value;
  std::string apply;
};
struct Button {
  std::string id;
  std::string label;
};

struct Contents {
  std::string id;
  std::string title;
  std::vector<std::string> paragraphs{};
  std::vector<DialogSection> sections{};
  std::vector<Control> choices{};  // toggles, and one of several
  std::vector<Field> fields{};
  std::vector<Button> buttons{};
  std::vector<Copy> copies{};
};

// Those things of the library that can be done with the model, in their order.
void add_library_controls(Contents& contents, const Session& session, const LibraryEntry& entry,
                          const std::string& prefix) {
  std::vector<std::pair<std::string_view, const char*>> labels{{":duplicate", texts::kLibraryDuplicate},
                                                               {":delete", texts::kLibraryDelete}};
  for (const ModelDownload& download : kModelDownloads) labels.emplace_back(download.id, download.label);
  OfferGroup group;
  add_library_offers(group, session, entry, prefix);
  for (const Offer& offer : group.offers) {
    const Control& control = offer.control;
    if (control.kind == Control::Kind::line)
      contents.fields.push_back({control.id, texts::kLibraryName, control.value, control.apply});
    for (const auto& [id, label] : labels) {
      if (control.id == std::string(prefix).append(id)) contents.buttons.push_back({control.id, label});
    }
  }
  if (!entry.is_own) return;
  std::string problem = not_kept_in_words(session, entry);
  contents.paragraphs.push_back(problem.empty() ? texts::kLibraryKept : std::move(problem));
}

Contents card_contents(const Session& session, const LibraryEntry* entry, std::string id,
                       const std::string& prefix) {
  Contents contents{.id = std::move(id), .title = texts::kDialogCard};
  if (!entry || !entry->card) {
    contents.paragraphs.emplace_back(entry && !entry->card_file.error.empty() ? entry->card_file.error
                                                                              : texts::kDialogNoCard);
    return contents;
  }
  contents.title = fill(texts::kDialogCardOf, {entry->is_own ? entry->title : entry->card->title});
  contents.sections = card_in_words(session, *entry);
  add_library_controls(contents, session, *entry, prefix);
  if (entry->is_usable()) {
    const std::string file = model_file_name(*entry, ModelFormat::npz);
    contents.copies.push_back({texts::kExchangeLoader, keras_loader(entry->model->architecture, file)});
  }
  if (!entry->card->command.empty()) contents.copies.push_back({texts::kDialogCommand, entry->card->command});
  return contents;
}

Contents help_contents() {
  return {.id = "help",
          .title = texts::kDialogHelp,
          .paragraphs = {texts::kDialogHelpDraw, texts::kDialogHelpNetwork, texts::kDialogHelpCode,
                         texts::kDialogHelpError, texts::kDialogHelpNeighbours, texts::kDialogHelpStations,
                         texts::kDialogHelpDevice},
          .sections = {{texts::kDialogKeys,
                        {{texts::kDialogKeyTab, texts::kDialogTabs},
                         {texts::kDialogKeyPress, texts::kDialogPresses},
                         {texts::kDialogKeyArrows, texts::kDialogSteps},
                         {texts::kDialogKeyUndo, texts::kDialogUndoes},
                         {texts::kDialogKeyRedo, texts::kDialogRedoes},
                         {texts::kDialogKeyClear, texts::kDialogClears},
                         {texts::kDialogKeyEscape, texts::kDialogEscapes}}}}};
}

// For the value of an attribute of HTML.
std::string html_escaped(std::string_view text) {
  std::string safe;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        safe += "&amp;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '<':
        safe += "&lt;";
        break;
      default:
        safe += letter;
    }
  }
  return safe;
}

// The page's address with what its reader wants it to leave out, and in that theme.
std::string shared_address(const Session& session, std::string_view page_address) {
  const ShareAs& as = session.shared_as;
  Choices choices = session.choices;
  if (as.hidden == choices.hidden && as.theme == choices.theme) return std::string(page_address);
  choices.hidden = as.hidden;
  choices.theme = as.theme;
  const std::string said = address_of(session, choices);
  return std::string(page_address.substr(0, page_address.find('#'))) + (said.empty() ? "" : "#" + said);
}

std::string frame_code(std::string_view address) {
  return "<iframe src=\"" + html_escaped(address) + "\" title=\"" + html_escaped(texts::kShareFrameTitle) +
         "\" width=\"100%\" height=\"800\" loading=\"lazy\" allow=\"clipboard-write\"></iframe>";
}

// The element of web/embed.js, which lies beside the page.
std::string element_code(const Session& session, std::string_view address) {
  const std::string_view said = address.substr(std::min(address.find('#'), address.size()));
  std::string_view folder = address.substr(0, address.find_first_of("?#"));
  folder = folder.substr(0, folder.rfind('/') + 1);
  std::string code = "<script type=\"module\" src=\"" + html_escaped(folder) +
                     "embed.js\"></script>\n<bottleneck-lab station=\"" +
                     row_of(session.choices.station).called.word + "\"";
  if (said.size() > 1) code += " settings=\"" + html_escaped(said.substr(1)) + "\"";
  return code + "></bottleneck-lab>";
}

// The page that is one file has no address as long as it is none of a server's: its name stands for it
// (web/address.js). It comes without embed.js, whose element shows the site's own page.
bool has_address(std::string_view page_address) {
  return page_address.substr(0, page_address.find('#')).find("://") != std::string_view::npos;
}
bool is_site(std::string_view page_address) {
  const std::string_view path = page_address.substr(0, page_address.find_first_of("?#"));
  return path.ends_with('/') || path.ends_with("/index.html");
}

Contents share_contents(const Session& session, std::string_view page_address) {
  const std::string address = shared_address(session, page_address);
  OfferGroup group;
  add_share_offers(group, session);
  Contents contents{.id = "link", .title = texts::kShareTitle, .paragraphs = {texts::kShareSays}};
  for (Offer& offer : group.offers) contents.choices.push_back(std::move(offer.control));
  if (!has_address(address)) contents.paragraphs.push_back(texts::kLinkOfFile);
  contents.copies = {{texts::kShareLink, address}, {texts::kShareFrame, frame_code(address)}};
  if (is_site(address)) contents.copies.push_back({texts::kShareElement, element_code(session, address)});
  return contents;
}

// Without options it is a toggle.
Json choice_json(const Control& control) {
  Json options = Json::array();
  for (const Control::Option& option : control.options)
    options.push_back({{"id", option.id}, {"label", option.label}});
  return {{"id", control.id},
          {"label", control.label},
          {"value", control.value},
          {"options", std::move(options)}};
}

Json contents_json(const Contents& contents) {
  Json sections = Json::array();
  for (const DialogSection& section : contents.sections) {
    Json rows = Json::array();
    for (const auto& [label, value] : section.rows) rows.push_back(Json::array({label, value}));
    sections.push_back({{"title", section.title}, {"rows", std::move(rows)}});
  }
  Json fields = Json::array();
  for (const Field& field : contents.fields)
    fields.push_back(
        {{"id", field.id}, {"label", field.label}, {"value", field.value}, {"apply", field.apply}});
  Json choices = Json::array();
  for (const Control& control : contents.choices) choices.push_back(choice_json(control));
  Json buttons = Json::array();
  for (const Button& button : contents.buttons)
    buttons.push_back({{"id", button.id}, {"label", button.label}});
  Json copies = Json::array();
  for (const Copy& copy : contents.copies) copies.push_back({{"label", copy.label}, {"text", copy.text}});
  return {{"id", contents.id},
          {"title", contents.title},
          {"paragraphs", contents.paragraphs},
          {"sections", std::move(sections)},
          {"choices", std::move(choices)},
          {"fields", std::move(fields)},
          {"buttons", std::move(buttons)},
          {"copies", std::move(copies)},
          {"words",
           {{"close", texts::kDialogClose},
            {"copy", texts::kDialogCopy},
            {"copied", texts::kDialogCopied},
            {"selected", texts::kDialogSelected}}}};
}

Json open_dialog(const Session& session, std::string_view page_address) {
  switch (session.dialog) {
    case Dialog::card:
      return contents_json(card_contents(session, chosen_entry(session), "card", "model"));
    case Dialog::other_card:
      return contents_json(card_contents(session, other_entry(session), "other-card", "other-model"));
    case Dialog::help:
      return contents_json(help_contents());
    case Dialog::link:
      return contents_json(share_contents(session, page_address));
    case Dialog::none:
      break;
  }
  return {};
}

}  // namespace

std::string write_dialog(const Session& session, std::string_view page_address) {
  // Names come from files: what is not UTF-8 in them is replaced rather than thrown at.
  return open_dialog(session, page_address).dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace bottleneck
