// Texts from outside that should be UTF-8 (RFC 3629; The Unicode Standard, table 3-7).
#pragma once

#include <string>
#include <string_view>

namespace bottleneck {

// Whether all of it is well-formed: no overlong forms, no surrogates, nothing above U+10FFFF, nothing cut
// off.
bool is_utf8(std::string_view text);

// The same text with '?' for each byte that is no part of a well-formed character, so that it can be shown.
std::string made_utf8(std::string_view text);

// The same text as one line that does nothing but show itself on a terminal: control characters (ESC, line
// feed, U+009B …), line separators and what turns the direction of writing are written as \u001b, bytes that
// are no part of a character as \ufffd. JSON stays the same JSON.
std::string escaped(std::string_view text);

}  // namespace bottleneck
