#include "lab/session/given_files.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <string_view>
#include <utility>

#include "lab/base/figures.h"
#include "lab/data/picture_check.h"
#include "lab/data/picture_classes.h"
#include "lab/session/keeping.h"
#include "lab/session/keeping_drawings.h"
#include "lab/session/notes.h"
#include "lab/session/picture_import.h"
#include "lab/session/session.h"
#include "texts/datasets.h"
#include "texts/exchange.h"

namespace bottleneck {

using namespace std::string_view_literals;

// --- the kinds of files

// Bytes at one place of a file.
struct Magic {
  std::size_t at = 0;
  std::string_view bytes{};
};

// A row of the table. A file is of the first kind that has one of its endings or of its magic bytes.
struct GivenKind {
  std::array<std::string_view, 3> endings{};
  std::array<Magic, 6> magic{};
  GivenNeed need = GivenNeed::content;
  std::size_t most = 0;  // bytes of what is needed
  // Who takes the content. None of pictures and zip files (picture_import.h, receive_listing()), nor of what
  // nobody takes.
  void (*take)(Session& session, const GivenCopy& file, Result<Bytes> content) = nullptr;
  // Why nobody does, of one such file and of several.
  const char* refusal = nullptr;
  const char* refusal_of_many = nullptr;
};

namespace {

Result<ByteView> view_of(const Result<Bytes>& content) {
  return content ? Result<ByteView>(ByteView(*content)) : Error{content.error()};
}

void take_model(Session& session, const GivenCopy& file, Result<Bytes> content) {
  take_model_file(session, file.path, view_of(content));
}

void take_drawings(Session& session, const GivenCopy& file, Result<Bytes> content) {
  take_drawings_file(session, file.path, view_of(content));
}

void take_dataset(Session& session, const GivenCopy& file, Result<Bytes> content) {
  std::string kept_as = take_dataset_file(session, file.path, std::move(content));
  if (!kept_as.empty())
    session.given.copies.push_back({.gift = file.gift, .place = file.place, .path = std::move(kept_as)});
}

constexpr std::size_t kLargestZip = std::numeric_limits<std::size_t>::max();  // only its list is read
constexpr std::size_t kLargestModel = 1U << 29;
constexpr std::size_t kLargestDrawings = 1U << 26;
constexpr std::size_t kLargestDataset = 1U << 26;  // the published files have up to 47,040,016

constexpr std::array kKinds{
    GivenKind{.endings = kPictureEndings,
              .magic = {{{0, kPngMagic}, {0, kJpegMagic}}},
              .need = GivenNeed::picture,
              .most = kLargestPictureFile},
    // Zip files of arrays, known by their endings alone, and HDF5.
    GivenKind{.endings = {".npz", ".keras", ".h5"},
              .magic = {{{0, "\x89HDF\r\n\x1a\n"}}},
              .need = GivenNeed::arrays,
              .most = kLargestModel,
              .take = take_model},
    // Programs, which are not run: PyTorch's pickles, and graphs.
    GivenKind{.endings = {".pt", ".pth", ".onnx"},
              .refusal = texts::kExchangeProgram,
              .refusal_of_many = texts::kExchangeManyPrograms},
    // Before its first file, or before the end of an empty one.
    GivenKind{.magic = {{{0, "PK\3\4"}, {0, "PK\5\6"}}}, .need = GivenNeed::list, .most = kLargestZip},
    // Behind the length of its header, 8 bytes, that begins.
    GivenKind{
        .endings = {".safetensors"}, .magic = {{{7, "\0{"sv}}}, .most = kLargestModel, .take = take_model},
    // One a line, each an object.
    GivenKind{.endings = {".jsonl"},
              .magic = {{{0, R"({"strokes")"}, {0, R"({"label")"}, {0, R"({"pen")"}}},
              .most = kLargestDrawings,
              .take = take_drawings},
    // gzip, or IDX of bytes: a file of MNIST or Fashion-MNIST.
    GivenKind{.magic = {{{0, "\x1f\x8b"}, {0, "\0\0\x8"sv}}},
              .need = GivenNeed::unpacked,
              .most = kLargestDataset,
              .take = take_dataset},
    // GIF, WebP, TIFF of both byte orders, and what phones write.
    GivenKind{
        .endings = {".heic", ".heif", ".avif"},
        .magic =
            {{{0, "GIF8"}, {8, "WEBP"}, {0, "II*\0"sv}, {0, "MM\0*"sv}, {4, "ftypheic"}, {4, "ftypavif"}}},
        .refusal = texts::kGivenPicture,
        .refusal_of_many = texts::kGivenManyPictures},
    GivenKind{.endings = {".npy"},
              .magic = {{{0, "\x93NUMPY"}}},
              .refusal = texts::kGivenNumpy,
              .refusal_of_many = texts::kGivenManyNumpy},
    // Anything else.
    GivenKind{.refusal = texts::kGivenStrange, .refusal_of_many = texts::kGivenManyStrange},
};

constexpr std::size_t kArrayRow = 1;
static_assert(kKinds[kArrayRow].need == GivenNeed::arrays);

// Whether a zip file with these files in it is Keras's or NumPy's.
bool is_of_arrays(const std::vector<std::string>& paths) {
  const auto is_array = [](const std::string& path) { return path.ends_with(".npy"); };
  const auto is_known = [&](const std::string& path) { return is_array(path) || path.ends_with(".json"); };
  return std::ranges::find(paths, "model.weights.h5") != paths.end() ||
         (std::ranges::all_of(paths, is_known) && std::ranges::any_of(paths, is_array));
}

const GivenKind& kind_of(std::string_view path, ByteView head) {
  const auto is_ending = [&](std::string_view ending) { return !ending.empty() && has_ending(path, ending); };
  const auto is_there = [&](const Magic& magic) {
    return !magic.bytes.empty() && head.size() >= magic.at &&
           as_text(head.subspan(magic.at)).starts_with(magic.bytes);
  };
  const auto kind = std::ranges::find_if(kKinds, [&](const GivenKind& one) {
    return std::ranges::any_of(one.endings, is_ending) || std::ranges::any_of(one.magic, is_there);
  });
  return kind == kKinds.end() ? kKinds.back() : *kind;
}

// --- what a gift holds

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

void tell_refused(Session& session, GivenFiles::Gift& gift, const std::vector<Refused>& refused) {
  std::array<std::string_view, kKinds.size()> first{};
  std::array<int, kKinds.size()> count{};
  for (const Refused& one : refused) {
    if (one.is_inner && !gift.pictures.empty()) {
      gift.beside.push_back(one.path);
      continue;
    }
    const auto row = static_cast<std::size_t>(one.kind - kKinds.data());
    if (count.at(row)++ == 0) first.at(row) = one.path;
  }
  for (std::size_t row = 0; row < kKinds.size(); ++row) {
    const std::string name = in_quotes(first.at(row));
    if (count.at(row) == 1) add_note(session, fill(kKinds.at(row).refusal, {name}));
    if (count.at(row) > 1)
      add_note(session, fill(kKinds.at(row).refusal_of_many, {name, grouped(count.at(row) - 1)}));
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
  tell_refused(session, sorted, refused);
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
  // What Keras or NumPy wrote, under another ending.
  if (is_of_arrays(paths)) {
    awaited->paths.insert(awaited->paths.end(), paths.begin(), paths.end());  // which have places, too
    awaited->steps.push_front({.place = place, .kind = &kKinds[kArrayRow]});
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
    refused = {{.kind = &kKinds.back(), .path = zip, .is_inner = false}};
  }
  tell_refused(session, *awaited, refused);
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
