#include "lab/data/dataset_list.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "formats/json_fields.h"
#include "formats/json_strict.h"

namespace bottleneck {

Status read_dataset_list(Datasets& datasets, ByteView bytes) {
  const auto json = parse_json(as_text(bytes));
  if (!json) return Error{json.error()};
  if (!json->is_object()) return Error{"the list of datasets must be an object"};
  FieldReader list(*json, "the list of datasets");
  list.integer("version", 1, 1);

  constexpr int kAnySize = std::numeric_limits<int>::max();
  std::vector<std::pair<DatasetEntry*, std::array<int, 2>>> found;
  for (const nlohmann::json& item : list.list("datasets")) {
    if (!item.is_object()) {
      list.complain("datasets", "a list of objects");
      break;
    }
    FieldReader dataset(item, "a dataset of the list");
    const std::string name = dataset.text("name");
    const int train_bytes = dataset.integer("train_bytes", 0, kAnySize);
    const int test_bytes = dataset.integer("test_bytes", 0, kAnySize);
    if (!dataset.problem().empty()) return Error{dataset.problem()};
    // One that a later version of the program knows is no error.
    const auto entry = std::ranges::find(datasets.entries, name, &DatasetEntry::name);
    if (entry == datasets.entries.end() || !entry->is_published()) continue;
    if (std::ranges::any_of(found, [&](const auto& earlier) { return earlier.first == &*entry; })) {
      return Error{"the list of datasets has " + in_quotes(name) + " twice"};
    }
    found.push_back({&*entry, {train_bytes, test_bytes}});
  }
  if (!list.problem().empty()) return Error{list.problem()};
  for (const auto& [entry, packed_bytes] : found) {
    entry->train.packed_bytes = packed_bytes[0];
    entry->test.packed_bytes = packed_bytes[1];
  }
  return Done{};
}

}  // namespace bottleneck
