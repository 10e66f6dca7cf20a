#include "lab/base/device.h"

#include <array>

#include "lab/base/figures.h"
#include "texts/book.h"

namespace bottleneck {
namespace {

struct Name {
  std::string_view mark;  // what a user agent has in it
  std::string_view name;
};
// The first that is found: Edge and Opera also call themselves Chrome, and all of them Safari.
constexpr std::array kBrowsers{Name{"Edg/", "Edge"},      Name{"EdgA/", "Edge"},
                               Name{"OPR/", "Opera"},     Name{"Firefox/", "Firefox"},
                               Name{"FxiOS/", "Firefox"}, Name{"CriOS/", "Chrome"},
                               Name{"Chrome/", "Chrome"}, Name{"Version/", "Safari"}};
// Android calls itself Linux, too.
constexpr std::array kSystems{
    Name{"Android", "Android"}, Name{"iPhone", "iOS"},    Name{"iPad", "iOS"},   Name{"Windows", "Windows"},
    Name{"Macintosh", "macOS"}, Name{"CrOS", "ChromeOS"}, Name{"Linux", "Linux"}};

std::string browser_in(std::string_view user_agent) {
  for (const Name& browser : kBrowsers) {
    const std::size_t place = user_agent.find(browser.mark);
    if (place == std::string_view::npos) continue;
    std::string_view version = user_agent.substr(place + browser.mark.size());
    version = version.substr(0, version.find_first_not_of("0123456789"));
    std::string words(browser.name);
    if (!version.empty() && version.size() < 6) words.append(" ").append(version);
    return words;
  }
  return "";
}

std::string system_in(std::string_view user_agent) {
  for (const Name& system : kSystems) {
    if (user_agent.find(system.mark) != std::string_view::npos) return std::string(system.name);
  }
  return "";
}

}  // namespace

std::string device_in_words(std::string_view user_agent, int cores) {
  const std::string browser = browser_in(user_agent);
  const std::string system = system_in(user_agent);
  std::string words = cores == 1  ? std::string(texts::kDeviceOneCore)
                      : cores > 1 ? fill(texts::kDeviceCores, {std::to_string(cores)})
                                  : "";
  const auto add = [&](std::string_view more, std::string_view between) {
    if (more.empty()) return;
    if (!words.empty()) words += between;
    words += more;
  };
  add(browser, ", ");
  add(system, browser.empty() ? ", " : texts::kDeviceOn);
  return words;
}

}  // namespace bottleneck
