// The dialogs that lie over the page: model cards, help, the link to the page as it is.
#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "lab/card_words.h"
#include "lab/controls.h"
#include "lab/figures.h"
#include "texts.h"

namespace bottleneck {
namespace {

using Json = nlohmann::ordered_json;

struct Copy {
  std::string label;
  std::string text;
};

struct Contents {
  std::string id;
  std::string title;
  std::vector<std::string> paragraphs{};
  std::vector<DialogSection> sections{};
  std::vector<Copy> copies{};
};

Contents card_contents(const Session& session, const LibraryEntry* entry, std::string id) {
  Contents contents{.id = std::move(id), .title = texts::kDialogCard};
  if (!entry || !entry->card) {
    contents.paragraphs.emplace_back(entry && !entry->card_file.error.empty() ? entry->card_file.error
                                                                              : texts::kDialogNoCard);
    return contents;
  }
  contents.title = fill(texts::kDialogCardOf, {entry->card->title});
  contents.sections = card_in_words(session, *entry);
  contents.copies.push_back({texts::kDialogCommand, entry->card->command});
  return contents;
}

Contents help_contents() {
  return {.id = "help",
          .title = texts::kDialogHelp,
          .paragraphs = {texts::kDialogHelpDraw, texts::kDialogHelpNetwork, texts::kDialogHelpCode,
                         texts::kDialogHelpError, texts::kDialogHelpNeighbours, texts::kDialogHelpDevice},
          .sections = {{texts::kDialogKeys,
                        {{texts::kDialogKeyUndo, texts::kDialogUndoes},
                         {texts::kDialogKeyRedo, texts::kDialogRedoes},
                         {texts::kDialogKeyClear, texts::kDialogClears},
                         {texts::kDialogKeyEscape, texts::kDialogEscapes}}}}};
}

// For the value of an attribute of HTML.
std::string escaped(std::string_view text) {
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

Contents link_contents(std::string_view page_address) {
  return {.id = "link",
          .title = texts::kDialogLink,
          .paragraphs = {texts::kDialogLinkSays},
          .copies = {{texts::kDialogAddress, std::string(page_address)},
                     {texts::kDialogEmbed, "<iframe src=\"" + escaped(page_address) + "\" title=\"" +
                                               escaped(texts::kDialogFrameTitle) +
                                               "\" width=\"100%\" height=\"800\" loading=\"lazy\" "
                                               "allow=\"clipboard-write\"></iframe>"}}};
}

Json contents_json(const Contents& contents) {
  Json sections = Json::array();
  for (const DialogSection& section : contents.sections) {
    Json rows = Json::array();
    for (const auto& [label, value] : section.rows) rows.push_back(Json::array({label, value}));
    sections.push_back({{"title", section.title}, {"rows", std::move(rows)}});
  }
  Json copies = Json::array();
  for (const Copy& copy : contents.copies) copies.push_back({{"label", copy.label}, {"text", copy.text}});
  return {{"id", contents.id},
          {"title", contents.title},
          {"paragraphs", contents.paragraphs},
          {"sections", std::move(sections)},
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
      return contents_json(card_contents(session, chosen_entry(session), "card"));
    case Dialog::other_card:
      return contents_json(card_contents(session, other_entry(session), "other-card"));
    case Dialog::help:
      return contents_json(help_contents());
    case Dialog::link:
      return contents_json(link_contents(page_address));
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
