// The datasets, and a look at their images.
#include <algorithm>
#include <string>
#include <vector>

#include "lab/base/figures.h"
#include "lab/data/browsing.h"
#include "lab/data/synthetic_digits.h"
#include "lab/session/browsed.h"
#include "lab/shown/data_words.h"
#include "lab/shown/offer.h"
#include "lab/shown/words.h"
#include "texts/data.h"
#include "texts/datasets.h"
#include "texts/panels.h"

namespace bottleneck {
namespace {

constexpr int kImagesListed = 20;  // at a time, in words

// What can be had and is not here can be loaded, or drawn; what is on its way can be stopped.
void add_half(OfferGroup& group, const Session& session, const DatasetEntry& dataset, Split split) {
  group.findings.push_back({dataset.title, half_in_words(session, dataset, split)});
  const DatasetHalf& half = dataset.half(split);
  const bool is_drawn = dataset.origin == Origin::synthetic;
  if (half.images || (!dataset.is_published() && !is_drawn) || (is_drawn && split == Split::test)) return;
  const std::string id = dataset.name + ":" + half_id(split);
  if (is_under_way(session, dataset, split)) {
    group.offers.push_back(make_button("cancel:" + id,
                                       fill(texts::kMirrorCancelHalf, {dataset.title, half_name(split)}),
                                       CancelLoading{.dataset = dataset.name, .split = split})
                               .with_short_label(texts::kCancelLoading));
  } else if (is_drawn) {
    const std::string count = grouped(synthetic_count(session.choices.synthetic));
    group.offers.push_back(make_button("load:" + id, fill(texts::kMakeDigits, {count}),
                                       LoadHalf{.dataset = dataset.name, .split = split}));
  } else {
    group.offers.push_back(
        make_button("load:" + id, fill(texts::kMirrorLoadHalf, {dataset.title, half_name(split)}),
                    LoadHalf{.dataset = dataset.name, .split = split})
            .with_short_label(half.error().empty()
                                  ? fill(texts::kLoadSize, {size_in_words(half.bytes_to_load())})
                                  : std::string(texts::kTryAgain)));
  }
}

Offer dataset_choice(const Session& session) {
  std::vector<ChoiceOption> options;
  for (const DatasetEntry& dataset : session.datasets.entries)
    options.push_back({dataset.name, dataset.title,
                       Browse{{.dataset = dataset.name, .split = session.choices.browsing.split}}});
  return make_choice("browse:dataset", texts::kMirrorBrowsed, browsed_dataset(session).name,
                     std::move(options));
}

Offer half_choice(const Browsing& browsing) {
  return make_choice("browse:half", texts::kMirrorHalf, half_id(browsing.split),
                     {{"train", texts::kMirrorHalfTrain, Browse{with_half(browsing, Split::train)}},
                      {"test", texts::kMirrorHalfTest, Browse{with_half(browsing, Split::test)}}})
      .with_short_options({texts::kTrainHalf, texts::kTestHalf});
}

Offer class_choice(const Session& session, const Dataset& images) {
  const DatasetEntry& dataset = browsed_dataset(session);
  const Browsing& browsing = session.choices.browsing;
  std::vector<ChoiceOption> options{{"all", texts::kMirrorAllClasses, Browse{with_class(browsing, -1)}}};
  const std::vector<int> counts = class_counts(images, dataset.class_names.size());
  for (std::size_t i = 0; i < counts.size(); ++i)
    options.push_back({std::to_string(i),
                       fill(texts::kMirrorClassOption, {dataset.class_names[i], grouped(counts[i])}),
                       Browse{with_class(browsing, static_cast<int>(i))}});
  return make_choice("browse:class", texts::kMirrorBrowsedClass,
                     browsing.label < 0 ? "all" : std::to_string(browsing.label), std::move(options));
}

// The images from `first` on in words, and the way to others.
void add_images(OfferGroup& group, const Session& session, const Dataset& images) {
  const Browsing& browsing = session.choices.browsing;
  const std::vector<int>& of_class = session.browsed.images;
  const auto count = static_cast<int>(of_class.size());
  const int begin = std::min(place_of_image(of_class, browsing.first), std::max(count - 1, 0));
  const int end = std::min(begin + kImagesListed, count);
  const auto from = [&](int place) {
    Browsing changed = browsing;
    changed.first =
        of_class.empty() ? 0 : of_class[static_cast<std::size_t>(std::clamp(place, 0, count - 1))];
    return Browse{changed};
  };
  const double last = images.size() - 1;
  group.offers.push_back(make_number("browse:first", texts::kMirrorFirst,
                                     std::min<double>(browsing.first, last),
                                     {.low = 0, .high = last, .step = 1},
                                     [browsing](double index) {
                                       Browsing changed = browsing;
                                       changed.first = changed.picked = static_cast<int>(index);
                                       return Browse{changed};
                                     })
                             .with_short_label(texts::kGoToImage)
                             .with_hint(fill(texts::kMirrorFirstHint, {grouped(images.size() - 1)})));
  group.offers.push_back(
      make_button("browse:before", texts::kMirrorBefore, from(begin - kImagesListed)).enabled_if(begin > 0));
  group.offers.push_back(make_button("browse:after", texts::kMirrorAfter, from(end)).enabled_if(end < count));
  group.offers.push_back(make_number("browse:use", texts::kMirrorUse, std::min<double>(browsing.first, last),
                                     {.low = 0, .high = last, .step = 1},
                                     [](double index) { return UseImage{static_cast<int>(index)}; })
                             .with_short_label(texts::kUseImage)
                             .with_hint(fill(texts::kMirrorUseHint, {grouped(images.size() - 1)})));
  if (begin >= end) {
    group.findings.push_back({texts::kMirrorImages, texts::kNothingToSee});
    return;
  }
  Finding table{.label = texts::kMirrorImages,
                .table = {{texts::kMirrorImageColumn, texts::kMirrorLabelColumn}}};
  for (int place = begin; place < end; ++place) {
    const int index = of_class[static_cast<std::size_t>(place)];
    table.table.push_back({grouped(index), label_name(browsed_dataset(session),
                                                      images.labels[static_cast<std::size_t>(index)])});
  }
  group.findings.push_back(std::move(table));
}

}  // namespace

OfferGroup dataset_offers(const Session& session) {
  OfferGroup group{.id = "datasets", .title = texts::kMirrorDatasets};
  for (const DatasetEntry& dataset : session.datasets.entries) {
    add_half(group, session, dataset, Split::train);
    add_half(group, session, dataset, Split::test);
  }
  const SyntheticPlan& plan = session.choices.synthetic;
  group.offers.push_back(
      make_number("synthetic:count", texts::kMirrorSyntheticCount, plan.count,
                  {.low = kFewestSynthetic, .high = kMostSynthetic, .step = 1},
                  [plan](double count) {
                    return SetSynthetic{{.count = static_cast<int>(count), .seed = plan.seed}};
                  })
          .with_short_label(texts::kSyntheticCount)
          .with_hint(
              fill(texts::kMirrorSyntheticCountHint, {grouped(kFewestSynthetic), grouped(kMostSynthetic)})));
  group.offers.push_back(
      make_number("synthetic:seed", texts::kMirrorSyntheticSeed, static_cast<double>(plan.seed),
                  {.low = 1, .high = static_cast<double>(kLargestSeed), .step = 1},
                  [plan](double seed) {
                    return SetSynthetic{{.count = plan.count, .seed = static_cast<std::uint64_t>(seed)}};
                  })
          .with_short_label(texts::kSyntheticSeed));
  return group;
}

OfferGroup browsing_offers(const Session& session) {
  OfferGroup group{.id = "browsing", .title = texts::kMirrorBrowsing};
  group.offers.push_back(dataset_choice(session));
  group.offers.push_back(half_choice(session.choices.browsing));
  const auto& images = browsed_half(session).images;
  if (!images || session.browsed.dataset != images || images->size() == 0) return group;
  group.offers.push_back(class_choice(session, *images));
  add_images(group, session, *images);
  return group;
}

}  // namespace bottleneck
