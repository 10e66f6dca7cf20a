// The stations: what an address calls each, and the reader. Which controls belong to a station stands in
// lab/shown/controls.cpp, how it is drawn in ui/draw_page.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "lab/session/settings.h"
#include "texts/stations.h"

namespace bottleneck {

// Those of a group stand together.
enum class StationGroup : std::uint8_t { page, experiments, book };

struct StationRow {
  SettingOption called;
  StationGroup group;
  bool has_model = false;  // it is about the chosen model
};

// In the order of the enumerators.
inline constexpr std::array kStationRows{
    StationRow{{"draw", texts::kDrawStation}, StationGroup::page, true},
    StationRow{{"train", texts::kTrainStation}, StationGroup::page},
    StationRow{{"data", texts::kDataStation}, StationGroup::page},
    StationRow{{"reconstructions", texts::kReconstructionsStation}, StationGroup::experiments, true},
    StationRow{{"compression", texts::kCompressionStation}, StationGroup::experiments, true},
    StationRow{{"neighbours", texts::kNeighboursStation}, StationGroup::experiments, true},
    StationRow{{"map", texts::kMapStation}, StationGroup::experiments, true},
    StationRow{{"weights", texts::kWeightsStation}, StationGroup::experiments, true},
    StationRow{{"book", texts::kBookStation}, StationGroup::book},
    StationRow{{"exercises", texts::kExercisesStation}, StationGroup::book}};

inline constexpr auto kStations = [] {
  std::array<SettingOption, kStationRows.size()> options{};
  for (std::size_t i = 0; i < options.size(); ++i) options[i] = kStationRows[i].called;
  return options;
}();

constexpr const StationRow& row_of(Station station) {
  return kStationRows[static_cast<std::size_t>(station)];
}

// What else there is of each station, in the order of the rows.
template <class Entry>
struct StationTable {
  std::array<Entry, kStationRows.size()> entries;

  template <class... Given>
  explicit constexpr StationTable(Given... given) : entries{given...} {
    static_assert(sizeof...(given) == kStationRows.size(), "one for each station");
  }
  constexpr const Entry& operator[](Station station) const {
    return entries[static_cast<std::size_t>(station)];
  }
};

}  // namespace bottleneck
