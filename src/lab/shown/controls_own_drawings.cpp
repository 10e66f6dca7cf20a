// The reader's own drawings, kept with labels.
#include "lab/base/figures.h"
#include "lab/session/keeping_drawings.h"
#include "lab/shown/offer.h"
#include "texts/drawings.h"

namespace bottleneck {
namespace {

Offer remove_offer(int count) {
  return make_number("drawings:remove", texts::kMirrorDrawingsRemove, count - 1,
                     {.low = 0, .high = static_cast<double>(count - 1), .step = 1},
                     [](double number) { return RemoveDrawing{static_cast<int>(number)}; })
      .with_short_label(texts::kDrawingsRemove)
      .with_hint(fill(texts::kMirrorDrawingsRemoveHint, {grouped(count - 1)}));
}

Finding counts_finding(const OwnDrawings& drawings) {
  Finding finding{.label = texts::kMirrorDrawingsLabels,
                  .table = {{texts::kMirrorDrawingsLabel, texts::kMirrorDrawingsCount}}};
  const std::vector<int> counts = label_counts(drawings);
  for (std::size_t label = 0; label < counts.size(); ++label)
    finding.table.push_back({std::to_string(label), grouped(counts[label])});
  return finding;
}

}  // namespace

OfferGroup own_drawing_offers(const Session& session) {
  const OwnDrawings& drawings = session.drawings;
  const bool has_some = drawings.size() > 0;
  OfferGroup group{.id = "own-drawings", .title = texts::kMirrorOwnDrawings};
  const auto offer = [&](Offer one) { group.add(std::move(one)); };
  add_settings(group, session);
  offer(make_button("drawings:import", texts::kMirrorDrawingsImport, PickFiles{})
            .with_short_label(texts::kDrawingsImport)
            .with_hint(texts::kMirrorDrawingsImportHint));
  offer(make_button("drawings:export", texts::kMirrorDrawingsExport, ExportDrawings{})
            .with_short_label(texts::kDrawingsExport)
            .enabled_if(has_some));
  if (has_some) offer(remove_offer(drawings.size()));
  offer(make_button("drawings:clear", texts::kMirrorDrawingsRemoveAll, ClearDrawings{})
            .with_short_label(texts::kDrawingsRemoveAll)
            .enabled_if(has_some));
  if (!drawings.removed.empty()) {
    const std::string count = grouped(static_cast<std::int64_t>(drawings.removed.size()));
    offer(make_button("drawings:restore", fill(texts::kMirrorDrawingsRestore, {count}), RestoreDrawings{})
              .with_short_label(fill(texts::kDrawingsRestore, {count})));
  }
  group.tell(texts::kMirrorDrawingsCount, grouped(drawings.size()));
  if (!has_some) return group;
  group.findings.push_back(counts_finding(drawings));
  const std::string& why = why_drawings_not_kept(session);
  group.tell(texts::kMirrorDrawingsStored,
             why.empty() ? texts::kDrawingsKept : fill(texts::kDrawingsNotKept, {why}));
  return group;
}

}  // namespace bottleneck
