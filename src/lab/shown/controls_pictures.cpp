// The reader's own pictures.
#include "lab/base/figures.h"
#include "lab/data/browsing.h"
#include "lab/data/picture_words.h"
#include "lab/shown/offer.h"
#include "texts/data.h"
#include "texts/pictures.h"

namespace bottleneck {
namespace {

constexpr std::size_t kLeftOutShown = 50;

Finding classes_table(const DatasetEntry& entry) {
  Finding finding{
      .label = texts::kMirrorPicturesClasses,
      .table = {{texts::kMirrorPicturesClass, texts::kMirrorPicturesTrain, texts::kMirrorPicturesTest}}};
  const auto train = class_counts(*entry.train.images, entry.class_names.size());
  const auto test = class_counts(*entry.test.images, entry.class_names.size());
  for (std::size_t i = 0; i < entry.class_names.size(); ++i)
    finding.table.push_back({entry.class_names[i], grouped(train[i]), grouped(test[i])});
  return finding;
}

void add_left_out(OfferGroup& group, const PictureReport& report) {
  std::string words;
  for (const std::string& line : left_out_in_words(report, kLeftOutShown))
    words += (words.empty() ? "" : "; ") + line;
  if (!words.empty()) group.tell(texts::kMirrorPicturesLeftOut, words);
  if (report.too_many > 0) group.tell(texts::kMirrorPicturesLeftOut, too_many_in_words(report));
}

}  // namespace

Offer folder_offer() {
  return make_button("pictures:folder", texts::kMirrorPicturesFolder, PickFolder{})
      .with_short_label(texts::kPicturesChooseFolder)
      .with_hint(texts::kMirrorPicturesFolderHint);
}

OfferGroup picture_offers(const Session& session) {
  const OwnPictures& own = session.own_pictures;
  const DatasetEntry& entry = *find_dataset(session.datasets, kPicturesDataset);
  OfferGroup group{.id = "pictures", .title = texts::kOwnPictures};
  group.add(folder_offer());
  group.add(make_button("pictures:files", texts::kMirrorPicturesFiles, PickFiles{})
                .with_short_label(texts::kPicturesChooseFiles)
                .with_hint(texts::kMirrorPicturesFilesHint));
  add_settings(group, session);
  if (own.under_way) {
    group.add(make_button("pictures:cancel", texts::kMirrorPicturesCancel, CancelPictures{})
                  .with_short_label(texts::kPicturesCancel));
    group.tell(texts::kMirrorPicturesProgress,
               fill(texts::kMirrorPicturesProgressOf,
                    {grouped(static_cast<std::int64_t>(own.under_way->done)),
                     grouped(static_cast<std::int64_t>(own.under_way->items.size()))}));
  }
  if (!own.error.empty()) group.tell(texts::kMirrorPicturesProblem, own.error);
  if (!entry.train.images) {
    group.tell(texts::kMirrorPicturesHere, texts::kMirrorPicturesNone);
  } else {
    group.add(make_button("pictures:remove", texts::kMirrorPicturesRemove, RemovePictures{})
                  .with_short_label(texts::kPicturesRemove));
    group.tell(texts::kMirrorPicturesHere, picture_counts_in_words(entry));
    group.findings.push_back(classes_table(entry));
    if (const std::string words = background_in_words(entry); !words.empty())
      group.tell(texts::kMirrorPicturesBackground, words);
    add_left_out(group, own.report);
  }
  group.tell(texts::kMirrorPicturesKept, texts::kPicturesOfThisVisit);
  return group;
}

}  // namespace bottleneck
