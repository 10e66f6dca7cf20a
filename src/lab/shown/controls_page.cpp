// The page itself: stations, colours, dialogs, notes.
#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/offer.h"
#include "texts/controls.h"
#include "texts/datasets.h"
#include "texts/library.h"
#include "texts/panels.h"
#include "texts/training.h"

namespace bottleneck {
OfferGroup note_offers(const Session& session) {
  if (session.notes.empty() && !session.deleted_model) return {};
  OfferGroup group{.id = "notes", .title = texts::kMirrorNotes};
  group.add(make_button("dismiss", texts::kMirrorDismiss, DismissNotes{}).with_short_label(texts::kDismiss));
  if (session.deleted_model) {
    group.add(make_button("restore", fill(texts::kLibraryRestoreTitle, {session.deleted_model->entry.title}),
                          RestoreModel{})
                  .with_short_label(texts::kLibraryRestore));
  }
  for (const std::string& note : session.notes) group.tell(texts::kMirrorNote, note);
  return group;
}

OfferGroup station_offers(const Session& session) {
  OfferGroup group{.id = "station", .title = texts::kMirrorStations};
  add_settings(group, session);
  return group;
}

OfferGroup page_offers(const Session& session) {
  OfferGroup group{.id = "page", .title = texts::kMirrorPage};
  add_settings(group, session);
  if (!session.choices.is_hidden(Part::header)) {
    if (session.choices.links == Links::on)
      group.add(
          make_button("link", texts::kMirrorLink, ShowDialog{Dialog::link}).with_short_label(texts::kLink));
    group.add(make_button("help", texts::kMirrorHelp, ShowDialog{Dialog::help}));
  }
  if (!session.choices.is_hidden(Part::samples) || !session.choices.is_hidden(Part::pixels)) {
    group.add(make_button("pick-files", texts::kMirrorPickFiles, PickFiles{})
                  .with_short_label(texts::kChooseFiles)
                  .with_hint(texts::kMirrorPickFilesHint));
  }
  if (session.dialog == Dialog::link) add_share_offers(group, session);
  if (session.dialog != Dialog::none)
    group.add(make_button("dialog", texts::kMirrorCloseDialog, ShowDialog{Dialog::none}));
  if (!session.choices.is_hidden(Part::about) && session.choices.station == Station::draw) {
    const LibraryEntry* entry = chosen_entry(session);
    group.tell(texts::kMirrorAbout,
               entry && entry->is_usable()
                   ? fill(texts::kMirrorAboutModel, {std::to_string(entry->model->architecture.latent)})
                   : std::string(texts::kMirrorAboutValue));
  }
  return group;
}

}  // namespace bottleneck
