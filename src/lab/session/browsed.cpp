#include "lab/session/browsed.h"

#include "lab/data/browsing.h"
#include "lab/drawing/samples.h"
#include "lab/session/queries.h"

namespace bottleneck {

const DatasetEntry& browsed_dataset(const Session& session) {
  const std::string& name = session.choices.browsing.dataset;
  const DatasetEntry* chosen = name.empty() ? nullptr : find_dataset(session.datasets, name);
  if (!chosen) chosen = dataset_of(session, session.choices.plan);
  return chosen ? *chosen : session.datasets.entries.front();
}

const DatasetHalf& browsed_half(const Session& session) {
  return browsed_dataset(session).half(session.choices.browsing.split);
}

void name_picture(const Session& session, const DatasetEntry& dataset, Split split, Sheet& sheet) {
  const bool is_models = split == Split::test && dataset_of(session, chosen_entry(session)) == &dataset;
  if (is_models && has_lasting_images(dataset)) return;
  sheet.picture->caption = image_in_words(dataset, split, sheet.picture->index);
  sheet.picture->index = -1;
}

Sheet sheet_of_image(const Session& session, int index) {
  const DatasetEntry& dataset = browsed_dataset(session);
  const Split split = session.choices.browsing.split;
  Sheet sheet = test_sample(*dataset.half(split).images, index).sheet;
  name_picture(session, dataset, split, sheet);
  return sheet;
}

}  // namespace bottleneck
