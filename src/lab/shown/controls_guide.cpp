// What a reader sees at a station and can try.
#include "lab/session/stations.h"
#include "lab/shown/guide_words.h"
#include "lab/shown/offer.h"
#include "texts/guides.h"

namespace bottleneck {
namespace {

// Null: a station that says itself what it is about.
constexpr StationTable<const char*> kGuides{nullptr,
                                            nullptr,
                                            nullptr,
                                            texts::kReconstructionsGuide,
                                            texts::kCompressionGuide,
                                            texts::kNeighboursGuide,
                                            texts::kMapGuide,
                                            texts::kWeightsGuide,
                                            texts::kBookGuide,
                                            texts::kExercisesGuide};

}  // namespace

const char* guide_of(Station station) {
  return kGuides[station];
}

OfferGroup guide_offers(const Session& session) {
  if (session.choices.is_hidden(Part::guide)) return {};
  OfferGroup group{.id = "guide", .title = texts::kGuideTitle};
  add_settings(group, session);
  group.tell(texts::kGuideTitle, guide_of(session.choices.station));
  return group;
}

}  // namespace bottleneck
