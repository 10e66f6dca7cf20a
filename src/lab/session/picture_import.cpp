#include "lab/session/picture_import.h"

#include <algorithm>
#include <memory>
#include <new>
#include <span>
#include <utility>

#include "lab/base/figures.h"
#include "lab/data/picture_classes.h"
#include "lab/data/picture_words.h"
#include "lab/session/notes.h"
#include "texts/pictures.h"

namespace bottleneck {
namespace {

using Item = PictureImport::Item;

DatasetEntry& entry_of(Session& session) {
  return *find_dataset(session.datasets, kPicturesDataset);
}

// Told in the card, which is at the station of the data; elsewhere in a note.
void note_elsewhere(Session& session, std::string text) {
  if (session.choices.station != Station::data) add_note(session, std::move(text));
}

void fail(Session& session, std::string message, const PictureReport& report = {}) {
  if (!report.left_out.empty()) {
    const LeftOut& first = report.left_out.front();
    message = fill(texts::kPicturesFirstProblem, {message, first.path, first.why});
  }
  note_elsewhere(session, fill(texts::kPicturesNotReady, {message}));
  session.own_pictures.error = std::move(message);
}

// Goes to where the progress is seen; not in a page whose header a teacher hid: there is no way back.
void show_station(Choices& choices) {
  if (!choices.is_hidden(Part::header)) choices.station = Station::data;
}

// The first kMostOwnPictures, and what is told of the others.
PictureImport plan_import(std::vector<std::string> paths, const PictureClasses& found) {
  PictureImport import;
  import.paths = std::move(paths);
  for (const std::string& folder : found.too_deep)
    import.report.left_out.push_back({.path = folder, .why = texts::kPicturesTooDeep});
  for (const std::size_t stray : found.stray)
    import.report.left_out.push_back({.path = import.paths[stray], .why = texts::kPicturesStray});
  for (const PictureClass& one : found.classes) {
    import.report.given += one.pictures.size();
    const std::size_t room = kMostOwnPictures - import.items.size();
    if (room == 0) continue;
    for (const std::size_t place : std::span(one.pictures).first(std::min(room, one.pictures.size())))
      import.items.push_back({.place = place, .label = import.classes.size()});
    import.classes.push_back(one.name);
  }
  import.report.too_many = import.report.given - import.items.size();
  import.item_of.assign(import.paths.size(), import.items.size());
  for (std::size_t i = 0; i < import.items.size(); ++i) import.item_of[import.items[i].place] = i;
  return import;
}

std::vector<FittedClass> classes_of_import(const PictureImport& import) {
  std::vector<FittedClass> classes;
  for (const std::string& name : import.classes) classes.push_back({.name = name});
  for (const Item& item : import.items) {
    if (item.picture) classes[item.label].pictures.push_back(*item.picture);
  }
  return classes;
}

void put_in_place(Session& session, TrainTest data, bool keeps_background) {
  DatasetEntry& entry = entry_of(session);
  auto train = std::make_shared<const Dataset>(std::move(data.train));
  entry.test.images = std::make_shared<const Dataset>(std::move(data.test));
  entry.train.images = std::move(train);
  entry.class_names = std::move(data.class_names);
  forget_figures_of(session.book, entry.name);
  session.own_pictures.keeps_background = keeps_background;
}

// What is told of pictures that make a dataset, besides their images.
PictureReport report_of(PictureImport& import) {
  PictureReport report = std::move(import.report);
  for (std::string& path : import.beside)
    report.left_out.push_back({.path = std::move(path), .why = texts::kPicturesOfNoKind});
  return report;
}

void finish(Session& session) {
  OwnPictures& own = session.own_pictures;
  PictureImport import = *std::exchange(own.under_way, std::nullopt);
  try {
    for (Item& item : import.items) {
      if (!item.picture)
        import.report.left_out.push_back({.path = import.paths[item.place], .why = std::move(item.problem)});
    }
    std::vector<FittedClass> classes = classes_of_import(import);
    const bool keeps_background = !session.choices.inverts_light;
    TrainTest data = dataset_of_pictures(classes, keeps_background);
    if (data.train.size() == 0) return fail(session, texts::kPicturesNoneReadable, import.report);
    if (data.test.size() == 0) return fail(session, texts::kPicturesNoTwo, import.report);
    put_in_place(session, std::move(data), keeps_background);
    own.classes = std::move(classes);
    own.report = report_of(import);
    own.error.clear();
    const DatasetEntry& entry = entry_of(session);
    session.choices.browsing = {.dataset = entry.name, .split = Split::train};
    note_elsewhere(session, fill(texts::kPicturesReady, {picture_counts_in_words(entry)}));
  } catch (const std::bad_alloc&) {
    fail(session, texts::kPicturesNoMemory);
  }
}

}  // namespace

int begin_pictures(Session& session, std::vector<std::string> paths, std::vector<std::string> beside) {
  OwnPictures& own = session.own_pictures;
  own.error.clear();
  show_station(session.choices);
  try {
    std::vector<std::string> inner = paths;
    const std::string folder = take_off_common_folder(inner);
    const auto found = find_picture_classes(inner, folder.empty() ? texts::kPicturesUnnamed : folder);
    if (found.classes.size() > kMostPictureClasses) {
      fail(session,
           fill(texts::kPicturesTooManyClasses, {grouped(static_cast<std::int64_t>(found.classes.size())),
                                                 std::to_string(kMostPictureClasses)}));
      return 0;
    }
    PictureImport import = plan_import(std::move(paths), found);
    if (import.items.empty()) {
      fail(session, texts::kPicturesNoneReadable, import.report);
      return 0;
    }
    import.beside = std::move(beside);
    own.under_way = std::move(import);
  } catch (const std::bad_alloc&) {
    fail(session, texts::kPicturesNoMemory);
    return 0;
  }
  return ++own.number;
}

int next_picture(Session& session, int number) {
  OwnPictures& own = session.own_pictures;
  if (!own.under_way || number != own.number) return -1;
  PictureImport& import = *own.under_way;
  return import.asked < import.items.size() ? static_cast<int>(import.items[import.asked++].place) : -1;
}

void receive_picture(Session& session, int number, int place, const Result<GreyView>& picture) {
  OwnPictures& own = session.own_pictures;
  if (!own.under_way || number != own.number) return;
  PictureImport& import = *own.under_way;
  const auto index = static_cast<std::size_t>(place);
  if (index >= import.item_of.size() || import.item_of[index] >= import.asked) return;
  Item& item = import.items[import.item_of[index]];
  if (item.is_done) return;
  item.is_done = true;
  if (picture) {
    item.picture = fit_picture(picture->pixels, picture->width, picture->height);
  } else {
    item.problem = picture.error();
  }
  if (++import.done == import.items.size()) finish(session);
}

void act(Session& session, const CancelPictures& /*action*/) {
  session.own_pictures.under_way.reset();
}

bool update_pictures(Session& session) {
  OwnPictures& own = session.own_pictures;
  const bool keeps_background = !session.choices.inverts_light;
  if (own.classes.empty() || own.keeps_background == keeps_background) return false;
  try {
    put_in_place(session, dataset_of_pictures(own.classes, keeps_background), keeps_background);
  } catch (const std::bad_alloc&) {
    session.choices.inverts_light = !own.keeps_background;
    fail(session, texts::kPicturesNoMemory);
  }
  return true;
}

void act(Session& session, const RemovePictures& /*action*/) {
  DatasetEntry& entry = entry_of(session);
  session.own_pictures.classes.clear();
  entry.train.images = nullptr;
  entry.test.images = nullptr;
  entry.class_names.clear();
  session.own_pictures.report = {};
  session.own_pictures.error.clear();
  Browsing& browsing = session.choices.browsing;
  if (browsing.dataset == entry.name) browsing = {.dataset = entry.name};
}

}  // namespace bottleneck
