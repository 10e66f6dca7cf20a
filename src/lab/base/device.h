// The device that something was measured on, in few words.
#pragma once

#include <string>
#include <string_view>

namespace bottleneck {

// "8 cores, Chrome 130 on Linux", from what a browser says of itself (navigator.userAgent, RFC 9110); what is
// not known is left out. cores: 0: not known.
std::string device_in_words(std::string_view user_agent, int cores);

}  // namespace bottleneck
