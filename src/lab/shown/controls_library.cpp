// What can be done with a model of the library, besides using it.
#include <algorithm>
#include <utility>

#include "lab/base/figures.h"
#include "lab/models/own_models.h"
#include "lab/session/keeping.h"
#include "lab/shown/model_downloads.h"
#include "lab/shown/offer.h"
#include "texts/library.h"

namespace bottleneck {
namespace {

// Refuses here what rename_model() would, so that the reader is told where they typed it.
Offer name_offer(const Session& session, const LibraryEntry& entry, std::string id) {
  std::vector<std::string> others;
  for (const LibraryEntry& other : session.library.entries) {
    if (other.name != entry.name) others.push_back(other.title);
  }
  return make_line(std::move(id), fill(texts::kLibraryNameOf, {entry.title}), entry.title,
                   texts::kLibraryRename,
                   [name = entry.name, others = std::move(others)](std::string_view text) -> Result<Action> {
                     std::string title = clean_title(text);
                     if (title.empty()) return Error{texts::kLibraryTitleEmpty};
                     if (std::ranges::find(others, title) != others.end())
                       return Error{fill(texts::kLibraryTitleTaken, {in_quotes(title)})};
                     return Action(NameModel{.name = name, .title = std::move(title)});
                   });
}

}  // namespace

void add_library_offers(OfferGroup& group, const Session& session, const LibraryEntry& entry,
                        const std::string& prefix) {
  if (!entry.is_usable()) return;
  const auto add_button = [&](const char* id, const char* label, Action action) {
    group.add(make_button(prefix + id, fill(label, {entry.title}), std::move(action)));
  };
  if (!session.choices.is_hidden(Part::models)) {
    if (entry.is_own) group.add(name_offer(session, entry, prefix + ":name"));
    add_button(":duplicate", texts::kLibraryDuplicateTitle, DuplicateModel{entry.name});
    if (entry.is_own) add_button(":delete", texts::kLibraryDeleteTitle, DeleteModel{entry.name});
  }
  for (const ModelDownload& download : kModelDownloads)
    add_button(download.id, download.title, DownloadModel{entry.name, download.format});
  if (!entry.is_own) return;
  const std::string problem = not_kept_in_words(session, entry);
  group.tell(texts::kLibraryIsKept, problem.empty() ? texts::kLibraryYes : problem);
}

Offer open_offer() {
  return make_button("model:open", texts::kLibraryOpen, PickFiles{}).with_hint(texts::kLibraryOpenHint);
}

}  // namespace bottleneck
