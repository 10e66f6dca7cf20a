#include "formats/npy.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>

namespace bottleneck {
namespace {

constexpr std::string_view kMagic("\x93NUMPY", 6);
constexpr std::size_t kMaxNpyHeader = 65535;  // what version 1 can say
constexpr std::size_t kAlignment = 64;

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

// --- reading

struct Header {
  std::string_view descr{};
  bool is_fortran = false;
  std::vector<std::int64_t> shape{};
};

// The dictionary's text, read from its front to its end.
class HeaderText {
 public:
  explicit HeaderText(std::string_view text) : rest_(text) {}

  // Whether that comes next, after blanks; if so, it is passed over.
  bool take(std::string_view wanted) {
    skip_blanks();
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(wanted.size());
    return true;
  }
  std::optional<std::string_view> quoted() {
    skip_blanks();
    if (rest_.empty() || (rest_.front() != '\'' && rest_.front() != '"')) return std::nullopt;
    const std::size_t end = rest_.find(rest_.front(), 1);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view text = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    return text;
  }
  std::optional<std::int64_t> size() {
    skip_blanks();
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (problem != std::errc() || value < 0) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }
  bool is_at_end() {
    skip_blanks();
    return rest_.empty();
  }

 private:
  void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \n"), rest_.size())); }
  std::string_view rest_;
};

// The three keys, each once, in any order.
std::optional<Header> read_header(HeaderText text) {
  Header header;
  int found = 0;
  if (!text.take("{")) return std::nullopt;
  while (!text.take("}")) {
    const auto key = text.quoted();
    if (!key || !text.take(":")) return std::nullopt;
    if (*key == "descr") {
      const auto descr = text.quoted();
      if (!descr) return std::nullopt;
      header.descr = *descr;
      found |= 1;
    } else if (*key == "fortran_order") {
      header.is_fortran = text.take("True");
      if (!header.is_fortran && !text.take("False")) return std::nullopt;
      found |= 2;
    } else if (*key == "shape") {
      if ((found & 4) != 0 || !text.take("(")) return std::nullopt;
      while (!text.take(")")) {
        const auto size = text.size();
        if (!size) return std::nullopt;
        header.shape.push_back(*size);
        text.take(",");
      }
      found |= 4;
    } else {
      return std::nullopt;
    }
    text.take(",");
  }
  return found == 7 && text.is_at_end() ? std::optional(header) : std::nullopt;
}

struct Elements {
  std::string_view descr;
  DType dtype;
};
constexpr std::array<Elements, 5> kElements{
    {{"<f4", DType::f32}, {"<f8", DType::f64}, {"<f2", DType::f16}, {"|u1", DType::u8}, {"<i8", DType::i64}}};

// rows × columns whose columns lie together → whose rows do.
Bytes turned(ByteView bytes, std::size_t rows, std::size_t columns, std::size_t size) {
  Bytes out(bytes.size());
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c)
      std::ranges::copy(bytes.subspan((c * rows + r) * size, size),
                        out.begin() + static_cast<std::ptrdiff_t>((r * columns + c) * size));
  }
  return out;
}

}  // namespace

Result<Tensor> read_npy(ByteView file, std::string name) {
  const auto refuse = [&](const std::string& what) { return Error{"npy: " + in_quotes(name) + ": " + what}; };
  constexpr std::size_t kVersionAt = 6;
  constexpr std::size_t kLengthAt = 8;
  if (!as_text(file).starts_with(kMagic)) return refuse("not NumPy's .npy (it does not begin with 93 NUMPY)");
  if (file.size() < kLengthAt) return refuse("cut off");
  const std::size_t length_size = file[kVersionAt] == 1 ? 2 : 4;
  if (file[kVersionAt] < 1 || file[kVersionAt] > 3)
    return refuse("version " + std::to_string(file[kVersionAt]) + ", expected 1 to 3");
  const std::size_t text_at = kLengthAt + length_size;
  if (file.size() < text_at) return refuse("cut off");
  const auto length = static_cast<std::size_t>(read_little_endian(file.subspan(kLengthAt), length_size));
  if (length > file.size() - text_at) return refuse("cut off within its header");
  const auto header = read_header(HeaderText(as_text(file.subspan(text_at, length))));
  if (!header) return refuse("its header is not the dictionary that NumPy writes");

  const auto* const elements = std::ranges::find(kElements, header->descr, &Elements::descr);
  if (elements == kElements.end())
    return refuse("elements are " + in_quotes(header->descr) + "; <f4, <f8, <f2, |u1 and <i8 are read");
  const ByteView data = file.subspan(text_at + length);
  const std::size_t size = dtype_size(elements->dtype);
  const auto count = element_count(header->shape, std::numeric_limits<std::size_t>::max() / size);
  if (!count || *count * size != data.size()) {
    return refuse(std::string(header->descr) + " of shape " + shape_text(header->shape) + " needs " +
                  (count ? std::to_string(*count * size) : std::string("far more")) + " bytes, but " +
                  std::to_string(data.size()) + " are there");
  }
  Tensor tensor{std::move(name), elements->dtype, header->shape, {data.begin(), data.end()}};
  if (header->is_fortran && tensor.shape.size() > 2) return refuse("more than two axes in Fortran's order");
  if (header->is_fortran && tensor.shape.size() == 2 && *count > 0)
    tensor.bytes = turned(data, static_cast<std::size_t>(tensor.shape[0]),
                          static_cast<std::size_t>(tensor.shape[1]), size);
  return tensor;
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
