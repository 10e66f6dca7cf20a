// Compression: bytes, files, and what every model's code costs.
#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/compression_words.h"
#include "lab/shown/offer.h"
#include "texts/compression.h"
#include "texts/exchange.h"
#include "texts/stations.h"

namespace bottleneck {
namespace {

// Both files of an array.
void add_files(OfferGroup& group, const Session& session, TestArray array, const char* label,
               const char* csv_label) {
  for (const TableFormat format : {TableFormat::npy, TableFormat::csv}) {
    const SaveTestArray which{.array = array, .format = format};
    const ArrayFile file = array_file(session, which);
    if (file.name.empty()) continue;
    const bool is_npy = format == TableFormat::npy;
    group.add(
        make_button(array_offer_id(which),
                    is_npy ? fill(label, {file.name, grouped(file.bytes)}) : fill(csv_label, {file.name}),
                    which)
            .with_short_label(is_npy ? texts::kNpyShort : texts::kNumbers)
            .with_hint(file.why_not)
            .enabled_if(file.why_not.empty()));
  }
}

void tell_sizes(OfferGroup& group, const Session& session, const CompressionRow& row) {
  const std::string images = grouped(compressed_images(session));
  const CompressionSizes& sizes = row.sizes;
  const std::string width = std::to_string(row.entry->card->settings.architecture.latent);
  group.findings.push_back({.label = texts::kCompressionSizes,
                            .table = {{texts::kMirrorPart, texts::kCompressionBytes},
                                      {fill(texts::kBytesImages, {images}), grouped(sizes.images)},
                                      {fill(texts::kBytesCodes, {images, width}), grouped(sizes.codes)},
                                      {texts::kBytesDecoder, grouped(sizes.decoder)},
                                      {texts::kMirrorRatioRow, fixed(sizes.ratio(), 2)},
                                      {texts::kMirrorHonestRow, fixed(sizes.honest_ratio(), 2)}}});
}

void tell_models(OfferGroup& group, const Session& session) {
  Finding table{.label = texts::kMirrorModels,
                .table = {{texts::kColumnModel, texts::kColumnCode, texts::kColumnRatio, texts::kColumnHonest,
                           texts::kColumnMse, texts::kColumnBce, texts::kColumnHere}}};
  const auto error = [](const std::optional<double>& value) {
    return value ? fixed(*value, kLossDigits) : "";
  };
  for (const CompressionRow& row : compression_rows(session))
    table.table.push_back({row.entry->title, std::to_string(row.entry->card->settings.architecture.latent),
                           times_in_words(row.sizes.ratio()), times_in_words(row.sizes.honest_ratio()),
                           error(row.mse), error(row.bce),
                           row.is_measured_here ? texts::kHere : texts::kByCard});
  if (table.table.size() > 1) group.findings.push_back(std::move(table));
}

void tell_bound(OfferGroup& group, const Session& session) {
  const MeasuredOn on = compressed_on(session);
  const BoundResult* bound = on.halves.train ? find_bound(session.measured, on) : nullptr;
  if (const auto progress = bound_progress(session)) group.tell(texts::kMirrorBound, progress->what);
  if (!bound) return;
  Finding table{.label = texts::kMirrorBound, .table = {{texts::kMirrorBoundRow, texts::kColumnMse}}};
  for (const BoundPoint& point : bound->points)
    table.table.push_back({std::to_string(point.width), fixed(point.mse, kLossDigits)});
  group.findings.push_back(std::move(table));
}

}  // namespace

OfferGroup compression_offers(const Session& session) {
  OfferGroup group{.id = "compression", .title = texts::kMirrorCompression};
  const auto row = chosen_compression(session);
  if (!row) return group;
  add_settings(group, session);
  add_files(group, session, TestArray::images, texts::kMirrorSaveImages, texts::kMirrorSaveImagesCsv);
  add_files(group, session, TestArray::codes, texts::kMirrorSaveCodes, texts::kMirrorSaveCodesCsv);
  add_files(group, session, TestArray::reconstructions, texts::kExchangeSaveReconstructions,
            texts::kExchangeSaveReconstructionsCsv);
  if (has_unmeasured_models(session))
    group.add(make_button("measure-models", texts::kMirrorMeasureModels, MeasureModels{})
                  .with_short_label(texts::kMeasureModels));
  tell_sizes(group, session, *row);
  if (const std::string book = book_on_sizes(session, *row); !book.empty())
    group.tell(texts::kBytesTitle, book);
  tell_models(group, session);
  tell_bound(group, session);
  if (!session.measured.error.empty()) group.tell(texts::kMirrorCompression, session.measured.error);
  return group;
}

}  // namespace bottleneck
