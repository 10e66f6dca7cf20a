// The latent map of the chosen model, and what the reader does on it (lab/session/update_map.h).
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "core/autoencoder.h"
#include "core/dataset.h"
#include "core/pca.h"
#include "lab/models/latent_map.h"

namespace bottleneck {

inline constexpr int kWalkSteps = 7;  // from one image to the other, both with it

// The straight line between two codes, decoded.
struct MapWalk {
  int from = -1;
  int to = -1;
  std::vector<Image> steps{};  // kWalkSteps

  bool operator==(const MapWalk&) const = default;
};

// One of the images that the codes are of.
struct MapImage {
  int index = -1;                           // -1: none
  std::shared_ptr<const Dataset> images{};  // null: they are not there
  std::optional<Image> image{};             // itself, where they are
  Image reconstruction{};                   // from its code
};

// What the decoder makes of a place.
struct MapProbe {
  MapPoint place{};
  std::vector<float> code{};  // K
  Image image{};
};

struct MapState {
  // Of these codes and this model is all of it.
  std::shared_ptr<const CodeLibrary> codes{};
  std::shared_ptr<const Autoencoder> model{};
  std::optional<PrincipalFit> fit{};  // under way, and how many codes it has
  std::size_t fitted = 0;
  std::optional<PrincipalComponents> components{};
  std::shared_ptr<const LatentMap> map{};  // null: not yet
  std::array<int, 2> usual_walk{};         // the images that the page finds

  // The reader's.
  int pointed_at = -1;                  // the image last pointed at; -1: none yet
  std::optional<MapPoint> probed_at{};  // nothing yet: the mean of all codes
  bool is_choosing = false;             // the images of a walk
  int first_chosen = -1;                // of them

  // Derived.
  MapImage pointed{};
  MapProbe probe{};
  MapWalk walk{};
  std::optional<MapPoint> drawing{};  // where the code shown at the pad lies
};

}  // namespace bottleneck
