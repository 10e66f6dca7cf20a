#include <algorithm>
#include <limits>
#include <utility>

#include "lab/data/published_measures.h"
#include "lab/models/own_neighbours.h"
#include "lab/session/keeping_drawings.h"
#include "lab/session/queries.h"
#include "lab/session/update.h"

namespace bottleneck {

bool form_pixel_opinion(Session& session) {
  PixelSearch& pixels = session.pixels;
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  if (pixels.found.empty() || !pixels.image || !dataset) return false;
  const Dataset& training = *pixels.training;
  auto drawings = voting_drawings(session, chosen_entry(session));
  // Where all training images were found, drawings can make up the number.
  const bool has_all = static_cast<int>(pixels.found.size()) == training.size();
  const int voters = has_all && drawings ? session.choices.neighbours : static_cast<int>(pixels.found.size());
  if (pixels.opinion.prediction && pixels.drawings == drawings && pixels.voters == voters) return false;

  std::vector<Near> near = with_labels(pixels.found, training.labels);
  for (Near& one : near) std::ranges::copy(training.image(one.neighbour.index), one.picture.begin());
  if (drawings) near = with_own_pixels(near, training, *drawings, *pixels.image, voters);
  const NearDistance* far = near_pixels(dataset->name);
  Opinion opinion = form_opinion(std::move(near), dataset->class_names.size(),
                                 far ? far->p99 : std::numeric_limits<double>::infinity(),
                                 is_faint(dataset->name, *pixels.image));
  opinion.own_references = drawings ? drawings->size() : 0;
  opinion.references = training.size() + opinion.own_references;
  opinion.ms = pixels.ms;
  pixels.opinion = std::move(opinion);
  pixels.drawings = std::move(drawings);
  pixels.voters = voters;
  return true;
}

}  // namespace bottleneck
