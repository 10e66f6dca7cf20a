#include "lab/shown/numbers.h"

#include <utility>

#include "formats/npy.h"
#include "lab/session/stations.h"
#include "lab/shown/book_files.h"
#include "lab/shown/compression_words.h"
#include "lab/shown/map_words.h"
#include "lab/shown/neighbours_words.h"
#include "lab/shown/offer.h"
#include "texts/book.h"
#include "texts/stations.h"

namespace bottleneck {
namespace {

// Null: a station without.
using MakeNumbers = Numbers (*)(const Session& session);
constexpr StationTable<MakeNumbers> kNumbers{nullptr,
                                             training_numbers,
                                             nullptr,
                                             numbers_of_reconstructions,
                                             compression_numbers,
                                             neighbours_numbers,
                                             numbers_of_map,
                                             numbers_of_weights,
                                             book_numbers,
                                             nullptr};

}  // namespace

std::optional<Numbers> numbers_of(const Session& session) {
  const auto make = kNumbers[session.choices.station];
  return make ? std::optional(make(session)) : std::nullopt;
}

void hand_out_numbers(Session& session) {
  if (std::exchange(session.wants_markdown, false)) {
    const std::string text = write_book_markdown(session);
    session.downloads.push_back(
        {.name = std::string(texts::kBookFileStem) + ".md", .bytes = Bytes(text.begin(), text.end())});
  }
  const auto format = std::exchange(session.wants_numbers, std::nullopt);
  if (!format) return;
  const std::optional<Numbers> numbers = numbers_of(session);
  if (!numbers) return;
  if (*format == TableFormat::npy) {
    session.downloads.push_back({.name = numbers->stem + ".npy", .bytes = write_npy(numbers->rows)});
    return;
  }
  const std::string text = write_csv(numbers->rows);
  session.downloads.push_back({.name = numbers->stem + ".csv", .bytes = Bytes(text.begin(), text.end())});
}

std::string picture_name(const Session& session, PicturePart part) {
  const StationRow& row = row_of(session.choices.station);
  const std::string model =
      row.has_model && !session.choices.model.empty() ? "-" + session.choices.model : "";
  const char* end = part == PicturePart::walk ? "-walk" : "";
  return std::string("bottleneck-") + row.called.word + model + end + ".png";
}

OfferGroup export_offers(const Session& session) {
  if (session.choices.is_hidden(Part::exports)) return {};
  OfferGroup group{.id = "export", .title = texts::kMirrorExport};
  group.add(make_button("picture", texts::kMirrorPicture, SavePicture{}).with_short_label(texts::kPicture));
  if (!kNumbers[session.choices.station]) return group;
  group.add(make_button("numbers", texts::kMirrorNumbers, SaveNumbers{}).with_short_label(texts::kNumbers));
  group.add(make_button("numbers:npy", texts::kMirrorNumbersNpy, SaveNumbers{TableFormat::npy})
                .with_short_label(texts::kNpyShort));
  return group;
}

}  // namespace bottleneck
