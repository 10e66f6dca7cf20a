#include "lab/session/given_files.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "lab/base/figures.h"
#include "lab/data/picture_check.h"
#include "lab/data/picture_classes.h"
#include "lab/session/given_kinds.h"
#include "lab/session/notes.h"
#include "lab/session/picture_import.h"
#include "lab/session/session.h"
#include "texts/datasets.h"

namespace bottleneck {
namespace {

// What systems leave in folders and zip files without the reader's doing.
bool is_hidden(std::string_view name) {
  return name.starts_with('.') || name == "__MACOSX";
}

// A file that nobody takes.
struct Refused {
  const GivenKind* kind;
  std::string path;
  bool is_inner;  // in a folder or a zip file, with whatever else lies there
};

// Beside pictures, what else lies in a folder or a zip file is told with these.
void tell_refused(Session& session, GivenFiles::Gift& gift, std::vector<Refused> refused) {
  const auto is_beside = [&](const Refused& one) { return one.is_inner && !gift.pictures.empty(); };
  for (const Refused& one : refused) {
    if (is_beside(one)) gift.beside.push_back(one.path);
  }
  std::erase_if(refused, is_beside);
  for (const GivenKind& kind : given_kinds()) {
    const auto count = std::ranges::count(refused, &kind, &Refused::kind);
    if (count == 0) continue;
    const std::string first = in_quotes(std::ranges::find(refused, &kind, &Refused::kind)->path);
    add_note(session, count == 1 ? fill(kind.refusal, {first})
                                 : fill(kind.refusal_of_many, {first, grouped(count - 1)}));
  }
}

// Puts the file at that place of the gift where its kind belongs.
void sort_in(GivenFiles::Gift& gift, int place, ByteView head, bool is_inner, std::vector<Refused>& refused) {
  const std::string& path = gift.paths[static_cast<std::size_t>(place)];
  const GivenKind& kind = kind_of(path, head);
  if (kind.refusal) {
    refused.push_back({.kind = &kind, .path = path, .is_inner = is_inner});
  } else if (kind.need == GivenNeed::picture) {
    gift.pictures.push_back(place);
  } else {
    gift.steps.push_back({.place = place, .kind = &kind});
  }
}

// What the pictures of another gift still want is forgotten.
void begin_pictures_of(Session& session, GivenFiles::Gift gift) {
  GivenFiles& given = session.given;
  std::vector<std::string> paths;
  for (const int place : gift.pictures)
    paths.push_back(std::move(gift.paths[static_cast<std::size_t>(place)]));
  const int import = paths.empty() ? 0 : begin_pictures(session, std::move(paths), std::move(gift.beside));
  if (import == 0) {
    given.done.push_back(gift.number);
    return;
  }
  if (given.pictures.gift != 0) given.done.push_back(given.pictures.gift);
  given.pictures = {.gift = gift.number, .import = import, .places = std::move(gift.pictures)};
}

// Asks for what the next step needs, of this gift or of the one after it.
void go_on(Session& session) {
  GivenFiles& given = session.given;
  while (!given.gifts.empty()) {
    GivenFiles::Gift& gift = given.gifts.front();
    if (!gift.steps.empty()) {
      const GivenFiles::Step& step = gift.steps.front();
      given.wanted.push_back(
          {.gift = gift.number, .place = step.place, .need = step.kind->need, .most = step.kind->most});
      return;
    }
    GivenFiles::Gift whole = std::move(gift);
    given.gifts.pop_front();
    begin_pictures_of(session, std::move(whole));
  }
}

// The gift whose first step is that file; null: it is not awaited.
GivenFiles::Gift* awaiting(GivenFiles& given, int gift, int place) {
  if (given.gifts.empty() || given.gifts.front().number != gift) return nullptr;
  GivenFiles::Gift& first = given.gifts.front();
  return !first.steps.empty() && first.steps.front().place == place ? &first : nullptr;
}

void receive_pixels(Session& session, int place, const Result<GivenContent>& content) {
  const GivenFiles::Pictures& pictures = session.given.pictures;
  const auto found = std::ranges::lower_bound(pictures.places, place);
  if (found == pictures.places.end() || *found != place) return;
  const auto index = static_cast<int>(std::distance(pictures.places.begin(), found));
  const auto picture =
      content ? Result<GreyView>(
                    GreyView{.width = content->width, .height = content->height, .pixels = content->bytes})
              : Error{content.error()};
  receive_picture(session, pictures.import, index, picture);
}

// Some pictures are read and decoded while one is handed over.
void ask_for_pictures(Session& session) {
  constexpr std::size_t kAtOnce = 4;
  GivenFiles& given = session.given;
  const OwnPictures& own = session.own_pictures;
  if (given.pictures.gift == 0) return;
  if (!own.under_way || own.number != given.pictures.import) {
    given.done.push_back(given.pictures.gift);
    given.pictures = {};
    return;
  }
  while (own.under_way->asked - own.under_way->done < kAtOnce) {
    const int index = next_picture(session, given.pictures.import);
    if (index < 0) return;
    given.wanted.push_back({.gift = given.pictures.gift,
                            .place = given.pictures.places[static_cast<std::size_t>(index)],
                            .need = GivenNeed::picture,
                            .most = kLargestPictureFile});
  }
}

std::string without_ending(std::string_view path, std::string_view ending) {
  if (has_ending(path, ending)) path.remove_suffix(ending.size());
  return std::string(path);
}

}  // namespace

void receive_gift(Session& session, int gift, std::vector<GivenFile> files) {
  GivenFiles::Gift sorted{.number = gift};
  sorted.paths.reserve(files.size());
  std::vector<Refused> refused;
  for (GivenFile& file : files) {
    sorted.paths.push_back(std::move(file.path));
    const auto names = names_in(sorted.paths.back());
    // What was given itself was meant, whatever it is called.
    if (names.empty() || std::any_of(names.begin() + 1, names.end(), is_hidden)) continue;
    sort_in(sorted, static_cast<int>(sorted.paths.size()) - 1, file.head, names.size() > 1, refused);
  }
  tell_refused(session, sorted, std::move(refused));
  session.given.gifts.push_back(std::move(sorted));
  if (session.given.gifts.size() == 1) go_on(session);
}

void receive_listing(Session& session, int gift, int place, std::vector<std::string> paths) {
  GivenFiles::Gift* const awaited = awaiting(session.given, gift, place);
  if (!awaited) return;
  awaited->steps.pop_front();
  const std::string zip = awaited->paths[static_cast<std::size_t>(place)];
  const std::string folder = without_ending(zip, ".zip");
  const std::size_t name_at = folder.rfind('/') + 1;  // npos + 1 is 0
  const std::string name = folder.substr(name_at);
  if (const GivenKind* arrays = kind_of_arrays(paths)) {
    awaited->paths.insert(awaited->paths.end(), paths.begin(), paths.end());  // which have places, too
    awaited->steps.push_front({.place = place, .kind = arrays});
    return go_on(session);
  }
  const std::size_t before = awaited->steps.size() + awaited->pictures.size();
  awaited->paths.reserve(awaited->paths.size() + paths.size());
  std::vector<Refused> refused;
  for (std::string& path : paths) {
    std::ranges::replace(path, '\\', '/');
    const auto names = names_in(path);
    const bool is_wanted = !names.empty() && !path.ends_with('/') && std::ranges::none_of(names, is_hidden);
    // The folder that was packed may be in it once more.
    const bool has_folder = names.size() > 1 && names.front() == name;
    std::string whole = has_folder ? folder.substr(0, name_at) : folder;
    for (const std::string_view one : names)
      whole.append(whole.empty() || whole.ends_with('/') ? "" : "/").append(one);
    awaited->paths.push_back(std::move(whole));
    if (is_wanted) sort_in(*awaited, static_cast<int>(awaited->paths.size()) - 1, {}, true, refused);
  }
  if (awaited->steps.size() + awaited->pictures.size() == before) {
    refused = {{.kind = &given_kinds().back(), .path = zip, .is_inner = false}};
  }
  tell_refused(session, *awaited, std::move(refused));
  go_on(session);
}

void receive_given(Session& session, int gift, int place, Result<GivenContent> content) {
  if (gift == session.given.pictures.gift) return receive_pixels(session, place, content);
  GivenFiles::Gift* const awaited = awaiting(session.given, gift, place);
  if (!awaited) return;
  const GivenKind& kind = *awaited->steps.front().kind;
  awaited->steps.pop_front();
  const GivenCopy file{.gift = gift, .place = place, .path = awaited->paths[static_cast<std::size_t>(place)]};
  if (kind.take) {
    kind.take(session, file, content ? Result<Bytes>(std::move(content->bytes)) : Error{content.error()});
  } else if (!content) {
    add_note(session, fill(texts::kGivenFailed, {in_quotes(file.path), content.error()}));
  }
  go_on(session);
}

GivenOrders take_given_orders(Session& session) {
  ask_for_pictures(session);
  GivenFiles& given = session.given;
  return {.wanted = std::exchange(given.wanted, {}),
          .copies = std::exchange(given.copies, {}),
          .done = std::exchange(given.done, {})};
}

}  // namespace bottleneck
