#include "lab/shown/neighbours_state.h"

#include <nlohmann/json.hpp>

#include "lab/session/neighbours.h"
#include "lab/session/settings.h"

namespace bottleneck {
namespace {

using Json = nlohmann::ordered_json;

Json search_json(const Session& session, NeighboursBy by) {
  const auto test = neighbour_test(session, by);
  if (!test) return {};
  Json search{{"underWay", is_wanted(session, by)}, {"k", test->k}, {"queries", test->queries}, {"done", 0}};
  const NeighbourResult* result = neighbour_result(session, by);
  if (!result) return search;
  const ConfusionMatrix& confusion = result->confusion;
  Json rows = Json::array();
  for (int truth = 0; truth < confusion.classes; ++truth) {
    Json row = Json::array();
    for (int predicted = 0; predicted < confusion.classes; ++predicted)
      row.push_back(confusion.at(truth, predicted));
    rows.push_back(std::move(row));
  }
  search["done"] = result->done();
  search["accuracy"] = confusion.accuracy();
  search["confusion"] = std::move(rows);
  search["neighbours"] = result->neighbours.size();
  search["encodeMs"] = result->encode_ms;
  search["fitMs"] = result->fit_ms;
  search["searchMs"] = result->search_ms;
  return search;
}

}  // namespace

nlohmann::ordered_json neighbours_state(const Session& session) {
  Json cell;
  if (const auto looked = looked_at_cell(session))
    cell = {{"truth", looked->cell.truth},
            {"predicted", looked->cell.predicted},
            {"images", looked->images},
            {"first", looked->first}};
  return {{"codes", search_json(session, NeighboursBy::codes)},
          {"pixels", search_json(session, NeighboursBy::pixels)},
          {"matrix", setting_text(session.choices, "matrix")},
          {"cell", std::move(cell)}};
}

}  // namespace bottleneck
