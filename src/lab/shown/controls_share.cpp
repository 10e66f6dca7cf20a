// What can be chosen of the link that is handed out (lab/shown/dialogs.cpp).
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "lab/session/settings.h"
#include "lab/shown/offer.h"
#include "texts/sharing.h"

namespace bottleneck {
namespace {

// The parts that most pages around this one do without. Each is called as an address calls it.
constexpr std::array kShareable{std::pair{Part::header, texts::kShareWithoutHeader},
                                std::pair{Part::guide, texts::kShareWithoutGuide},
                                std::pair{Part::controls, texts::kShareWithoutControls}};

}  // namespace

void add_share_offers(OfferGroup& group, const Session& session) {
  const ShareAs& now = session.shared_as;
  for (const auto& [part, label] : kShareable) {
    const std::uint32_t bit = 1U << static_cast<unsigned>(part);
    const char* word = setting_of("hide").options[static_cast<std::size_t>(part)].word;
    group.add(make_toggle(std::string("share:") + word, label, (now.hidden & bit) != 0, [=](bool is_hidden) {
      return ShareAs{.hidden = is_hidden ? now.hidden | bit : now.hidden & ~bit, .theme = now.theme};
    }));
  }
  const Setting& theme = setting_of("theme");
  std::vector<ChoiceOption> options;
  for (std::size_t i = 0; i < theme.options.size(); ++i)
    options.push_back({.id = theme.options[i].word,
                       .label = theme.options[i].label,
                       .action = ShareAs{.hidden = now.hidden, .theme = static_cast<Theme>(i)}});
  group.add(make_choice("share:theme", texts::kShareTheme,
                        theme.options[static_cast<std::size_t>(now.theme)].word, std::move(options)));
}

}  // namespace bottleneck
