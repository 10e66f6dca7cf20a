#include "formats/npy.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <limits>

namespace bottleneck {
namespace {

constexpr std::string_view kMagic("\x93NUMPY", 6);
constexpr std::size_t kMaxNpyHeader =
    65535;  // what version 1 can say; NumPy itself refuses more than 10,000 by default
constexpr std::size_t kMaxRank = 32;  // NumPy's limit before version 2
constexpr std::size_t kAlignment = 64;

struct Header {
  std::string descr;
  bool fortran_order = false;
  std::vector<std::int64_t> shape;
};

// Reads the one Python dictionary that a header may hold. Each function skips spaces first and returns false
// where the text is otherwise.
class HeaderReader {
 public:
  explicit HeaderReader(std::string_view text) : text_(text) {}

  Result<Header> read() {
    Header header;
    std::vector<std::string> seen;
    if (!take('{')) return wrong("'{' expected");
    while (!take('}')) {
      std::string key;
      if (!take_string(key)) return wrong("a key in quotes expected");
      if (std::find(seen.begin(), seen.end(), key) != seen.end())
        return wrong("the key " + in_quotes(key) + " comes twice");
      seen.push_back(key);
      if (!take(':')) return wrong("':' expected");
      if (key == "descr") {
        if (peek() == '[')
          return Error{"npy: the elements are records (a structured array); float32 and uint8 are read"};
        if (!take_string(header.descr)) return wrong("a type in quotes expected");
      } else if (key == "fortran_order") {
        if (take_word("True")) {
          header.fortran_order = true;
        } else if (!take_word("False")) {
          return wrong("True or False expected");
        }
      } else if (key == "shape") {
        if (!take_shape(header.shape)) return wrong("a tuple of at most 32 sizes expected");
      } else {
        return wrong("unknown key " + in_quotes(key));
      }
      if (!take(',') && peek() != '}') return wrong("',' or '}' expected");
    }
    skip_spaces();
    if (at_ + 1 != text_.size() || text_[at_] != '\n') return wrong("the header must end with one line feed");
    if (seen.size() != 3) return wrong("descr, fortran_order and shape expected");
    return header;
  }

 private:
  Error wrong(const std::string& what) const {
    return Error{"npy: the header is not as NumPy writes it, at character " + std::to_string(at_) + ": " +
                 what};
  }

  void skip_spaces() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  char peek() {
    skip_spaces();
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  bool take(char c) {
    if (peek() != c || at_ == text_.size()) return false;
    ++at_;
    return true;
  }

  bool take_word(std::string_view word) {
    skip_spaces();
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  bool take_string(std::string& out) {
    const char quote = peek();
    if (quote != '\'' && quote != '"') return false;
    const std::size_t end = text_.find(quote, at_ + 1);
    if (end == std::string_view::npos) return false;
    out = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return true;
  }

  bool take_shape(std::vector<std::int64_t>& out) {
    if (!take('(')) return false;
    bool comma = true;
    while (!take(')')) {
      std::int64_t size = 0;
      if (!comma || out.size() == kMaxRank || peek() == '-') return false;
      const auto [end, problem] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), size);
      if (problem != std::errc()) return false;
      at_ = static_cast<std::size_t>(end - text_.data());
      out.push_back(size);
      comma = take(',');
    }
    return out.size() != 1 || comma;  // in Python, (3) is a number and (3,) a tuple
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

// "float64", "int32" … where the type is a plain number, so that the message says what to convert from.
std::string type_name(const std::string& descr) {
  if (descr.size() < 3 || descr.size() > 4) return in_quotes(descr);
  const int bytes = std::atoi(descr.c_str() + 2);
  if (bytes <= 0) return in_quotes(descr);
  switch (descr[1]) {
    case 'f':
      return "float" + std::to_string(8 * bytes);
    case 'i':
      return "int" + std::to_string(8 * bytes);
    case 'u':
      return "uint" + std::to_string(8 * bytes);
    case 'b':
      return "bool";
    default:
      return in_quotes(descr);
  }
}

template <class T>
Result<NpyArray> read_values(std::vector<std::int64_t> shape, const char* type, ByteView data) {
  const auto count = element_count(shape, std::numeric_limits<std::size_t>::max() / sizeof(T));
  if (!count || *count * sizeof(T) != data.size()) {
    return Error{std::string("npy: ") + type + " of shape " + shape_text(shape) + " needs " +
                 (count ? std::to_string(*count * sizeof(T)) : std::string("far more")) + " bytes, but " +
                 std::to_string(data.size()) + " follow the header"};
  }
  std::vector<T> values(*count);
  if (!data.empty()) std::memcpy(values.data(), data.data(), data.size());
  return NpyArray{std::move(shape), std::move(values)};
}

Bytes write(const char* descr, std::span<const std::int64_t> shape, ByteView data) {
  constexpr std::size_t kBeforeText = 10;
  std::string text =
      std::string("{'descr': '") + descr + "', 'fortran_order': False, 'shape': " + shape_text(shape) + ", }";
  const std::size_t used = kBeforeText + text.size() + 1;
  text.append((kAlignment - used % kAlignment) % kAlignment, ' ');
  text += '\n';
  assert(text.size() <= kMaxNpyHeader);

  std::string start(kMagic);
  start += '\1';
  start += '\0';
  start += static_cast<char>(text.size() & 0xFF);
  start += static_cast<char>(text.size() >> 8);
  start += text;
  Bytes out(start.size() + data.size());
  std::copy(start.begin(), start.end(), out.begin());
  std::copy(data.begin(), data.end(), out.begin() + static_cast<std::ptrdiff_t>(start.size()));
  return out;
}

template <class T>
ByteView bytes_of(std::span<const T> values) {
  return {reinterpret_cast<const std::uint8_t*>(values.data()), values.size_bytes()};
}

}  // namespace

Result<NpyArray> read_npy(ByteView file) {
  const std::string cut_off =
      "npy: the file is cut off in its header, after " + std::to_string(file.size()) + " bytes";
  if (!kMagic.starts_with(as_text(file).substr(0, kMagic.size()))) {
    return Error{"npy: not a .npy file (it does not begin with \\x93NUMPY)"};
  }
  if (file.size() < kMagic.size() + 2) return Error{cut_off};
  const int major = file[6];
  const int minor = file[7];
  if (major < 1 || major > 3 || minor != 0) {
    return Error{"npy: version " + std::to_string(major) + "." + std::to_string(minor) +
                 "; 1.0, 2.0 and 3.0 are read"};
  }
  const std::size_t length_bytes = major == 1 ? 2 : 4;
  const std::size_t text_at = 8 + length_bytes;
  if (file.size() < text_at) return Error{cut_off};
  const std::uint64_t length = read_little_endian(file.subspan(8), length_bytes);
  if (length > kMaxNpyHeader)
    return Error{"npy: a header of " + std::to_string(length) + " bytes; 65535 at most are read"};
  if (file.size() - text_at < length) return Error{cut_off};

  const auto text = file.subspan(text_at, static_cast<std::size_t>(length));
  auto header = HeaderReader(as_text(text)).read();
  if (!header) return Error{header.error()};
  const std::string& descr = header->descr;
  if (descr.starts_with('>') && descr != ">u1") {
    return Error{"npy: the elements are big-endian (" + in_quotes(descr) + "); little-endian is read"};
  }
  if (header->fortran_order) {
    return Error{"npy: the array is in Fortran order; save it with numpy.ascontiguousarray(...)"};
  }
  const ByteView data = file.subspan(text_at + text.size());
  if (descr == "<f4") return read_values<float>(std::move(header->shape), "float32", data);
  if (descr == "|u1" || descr == "<u1" || descr == ">u1") {
    return read_values<std::uint8_t>(std::move(header->shape), "uint8", data);
  }
  if (descr.find('O') != std::string::npos) {
    return Error{"npy: the elements are Python objects, which are never read"};
  }
  return Error{"npy: the elements are " + type_name(descr) +
               "; float32 and uint8 are read (save with .astype(numpy.float32))"};
}

Bytes write_npy(std::span<const std::int64_t> shape, std::span<const float> values) {
  assert(element_count(shape, values.size()) == values.size());
  return write("<f4", shape, bytes_of(values));
}

Bytes write_npy(std::span<const std::int64_t> shape, std::span<const std::uint8_t> values) {
  assert(element_count(shape, values.size()) == values.size());
  return write("|u1", shape, values);
}

}  // namespace bottleneck
