// The datasets, and a look at their images.
#include "lab/offer.h"

namespace bottleneck {

OfferGroup dataset_offers(const Session&) {
  return {};
}
OfferGroup browsing_offers(const Session&) {
  return {};
}

}  // namespace bottleneck
