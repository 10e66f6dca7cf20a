// Percent-encoding, as web addresses write bytes that mean something else there (RFC 3986, section 2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bottleneck {

// Letters, digits and - . _ ~ stay, every other byte becomes %XX.
std::string percent_encoded(std::string_view text);

// The bytes that are meant; whatever is not escaped stands for itself ("+" too). Nothing where two
// hexadecimal digits do not follow a "%". The result may be any bytes.
std::optional<std::string> percent_decoded(std::string_view text);

}  // namespace bottleneck
