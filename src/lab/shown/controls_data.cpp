// The datasets, and a look at their images.
#include <algorithm>
#include <string>
#include <vector>

#include "lab/base/figures.h"
#include "lab/data/browsing.h"
#include "lab/data/synthetic_digits.h"
#include "lab/session/queries.h"
#include "lab/shown/data_words.h"
#include "lab/shown/offer.h"
#include "lab/shown/words.h"
#include "texts/data.h"
#include "texts/datasets.h"
#include "texts/panels.h"

namespace bottleneck {
namespace {

constexpr int kImagesListed = 20;  // at a time, in words

Offer cancel_offer(const DatasetEntry& dataset, Split split) {
  return make_button("cancel:" + dataset.name + ":" + half_id(split),
                     fill(texts::kMirrorCancelHalf, {dataset.title, half_name(split)}),
                     CancelLoading{.dataset = dataset.name, .split = split})
      .with_short_label(texts::kCancelLoading);
}

Offer dataset_choice(const Session& session) {
  std::vector<std::pair<std::string, std::string>> options;
  for (const DatasetEntry& dataset : session.datasets.entries)
    options.emplace_back(dataset.name, dataset.title);
  return setting_choice("see", browsed_dataset(session).name, options);
}

// All classes, and the one that an address named.
Offer class_choice(const Session& session, const Dataset& images) {
  const Setting& setting = setting_of("class");
  const DatasetEntry& dataset = browsed_dataset(session);
  const int label = session.choices.browsing.label;
  std::vector<ChoiceOption> options{
      {"all", texts::kMirrorAllClasses, Set{.word = setting.word, .value = ""}, texts::kAllClasses}};
  const auto add = [&](int one, int count) {
    const std::string name = label_name(dataset, one);
    options.push_back({std::to_string(one), fill(texts::kMirrorClassOption, {name, grouped(count)}),
                       Set{.word = setting.word, .value = std::to_string(one)}, name});
  };
  const std::vector<int> counts = class_counts(images, dataset.class_names.size());
  const int classes = static_cast<int>(counts.size());
  for (int i = 0; i < classes; ++i) add(i, counts[static_cast<std::size_t>(i)]);
  if (label >= classes) add(label, 0);
  return make_choice(setting.control.id, setting.control.label, label < 0 ? "all" : std::to_string(label),
                     std::move(options))
      .with_short_labels_of(setting);
}

// The images from `first` on in words, and the way to others.
void add_images(OfferGroup& group, const Session& session, const Dataset& images) {
  const Browsing& browsing = session.choices.browsing;
  const std::vector<int>& of_class = session.browsed.images;
  const auto count = static_cast<int>(of_class.size());
  const int begin = std::min(place_of_image(of_class, browsing.first), std::max(count - 1, 0));
  const int end = std::min(begin + kImagesListed, count);
  const auto from = [&](int place) {
    const int first =
        of_class.empty() ? 0 : of_class[static_cast<std::size_t>(std::clamp(place, 0, count - 1))];
    return LookAt{.first = first, .picked = browsing.picked};
  };
  const double last = images.size() - 1;
  const Setting& at = setting_of("at");
  group.add(
      make_number(at.control.id, at.control.label,
                  std::min<double>(browsing.picked >= 0 ? browsing.picked : browsing.first, last),
                  {.low = 0, .high = last, .step = 1},
                  [word = at.word](double index) { return Set{.word = word, .value = fixed(index, 0)}; })
          .with_short_labels_of(at)
          .with_hint(fill(texts::kMirrorFirstHint, {grouped(images.size() - 1)})));
  group.add(
      make_button("browse:before", texts::kMirrorBefore, from(begin - kImagesListed)).enabled_if(begin > 0));
  group.add(make_button("browse:after", texts::kMirrorAfter, from(end)).enabled_if(end < count));
  group.add(make_number("browse:use", texts::kMirrorUse, std::min<double>(browsing.first, last),
                        {.low = 0, .high = last, .step = 1},
                        [](double index) { return UseImage{static_cast<int>(index)}; })
                .with_short_label(texts::kUseImage)
                .with_hint(fill(texts::kMirrorUseHint, {grouped(images.size() - 1)})));
  if (begin >= end) {
    group.tell(texts::kMirrorImages, texts::kNothingToSee);
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

void add_halves(OfferGroup& group, const Session& session, const DatasetEntry& dataset,
                const Splits& needed) {
  for (const Split split : needed) group.tell(dataset.title, half_in_words(session, dataset, split));
  const Splits to_load = halves_to_load(dataset, needed);
  const bool is_drawn = dataset.origin == Origin::synthetic;
  if (to_load.empty() || (!dataset.is_published() && !is_drawn)) return;
  std::int64_t bytes = 0;
  bool has_failed = false;
  bool is_on_its_way = false;
  for (const Split split : to_load) {
    const DatasetHalf& half = dataset.half(split);
    bytes += half.bytes_to_load();
    has_failed = has_failed || !half.error().empty();
    if (!is_under_way(session, dataset, split)) continue;
    is_on_its_way = true;
    group.add(cancel_offer(dataset, split));
  }
  if (is_on_its_way) return;
  const std::string id = load_id(dataset, to_load);
  const LoadHalf load{.dataset = dataset.name, .split = to_load.front()};
  if (is_drawn) {
    const std::string count = grouped(synthetic_count(session.choices.synthetic));
    group.add(make_button(id, fill(texts::kMakeDigits, {count}), load));
    return;
  }
  group.add((to_load.size() == 1
                 ? make_button(id, fill(texts::kMirrorLoadHalf, {dataset.title, half_name(load.split)}), load)
                 : make_button(id, fill(texts::kMirrorLoadData, {dataset.title}),
                               LoadDataset{.dataset = dataset.name}))
                .with_short_label(has_failed   ? std::string(texts::kTryAgain)
                                  : bytes == 0 ? std::string(texts::kLoadKept)
                                               : fill(texts::kLoadSize, {size_in_words(bytes)})));
}

void add_chosen_data(OfferGroup& group, const Session& session, const Splits& needed) {
  if (const DatasetEntry* dataset = dataset_of(session, chosen_entry(session)))
    add_halves(group, session, *dataset, needed);
}

OfferGroup dataset_offers(const Session& session) {
  OfferGroup group{.id = "datasets", .title = texts::kMirrorDatasets};
  for (const DatasetEntry& dataset : session.datasets.entries) {
    if (dataset.origin == Origin::synthetic) {
      add_halves(group, session, dataset, kBothSplits);
      continue;
    }
    for (const Split split : kBothSplits) add_halves(group, session, dataset, {split});
  }
  add_settings(group, session);
  return group;
}

OfferGroup chosen_data_offers(const Session& session) {
  OfferGroup group{.id = "chosen-data", .title = texts::kMirrorChosenData};
  add_chosen_data(group, session, kBothSplits);
  return group;
}

OfferGroup browsing_offers(const Session& session) {
  OfferGroup group{.id = "browsing", .title = texts::kMirrorBrowsing};
  group.add(dataset_choice(session));
  add_settings(group, session);
  const auto& images = browsed_half(session).images;
  if (!images || session.browsed.dataset != images || images->size() == 0) return group;
  group.add(class_choice(session, *images));
  add_images(group, session, *images);
  return group;
}

}  // namespace bottleneck
