#include "lab/session/given_kinds.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "lab/data/picture_check.h"
#include "lab/data/picture_classes.h"
#include "lab/session/keeping.h"
#include "lab/session/keeping_drawings.h"
#include "lab/session/session.h"
#include "texts/datasets.h"
#include "texts/exchange.h"

namespace bottleneck {

using namespace std::string_view_literals;

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

}  // namespace

std::span<const GivenKind> given_kinds() {
  return kKinds;
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

const GivenKind* kind_of_arrays(const std::vector<std::string>& paths) {
  const auto is_array = [](const std::string& path) { return path.ends_with(".npy"); };
  const auto is_known = [&](const std::string& path) { return is_array(path) || path.ends_with(".json"); };
  const bool is_of_keras = std::ranges::find(paths, "model.weights.h5") != paths.end();
  const bool is_of_numpy = std::ranges::all_of(paths, is_known) && std::ranges::any_of(paths, is_array);
  return is_of_keras || is_of_numpy ? &kKinds[kArrayRow] : nullptr;
}

}  // namespace bottleneck
