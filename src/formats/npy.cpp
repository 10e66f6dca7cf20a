#include "formats/npy.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>

#include "formats/decimal.h"
#include "formats/utf8.h"

namespace bottleneck {
namespace {

constexpr std::string_view kMagic("\x93NUMPY", 6);
constexpr std::size_t kMaxNpyHeader = 65535;  // what version 1 can say
constexpr std::size_t kAlignment = 64;
constexpr std::size_t kGrowth = 21;  // digits that NumPy leaves room for, so that the first axis may grow

// descr: as Python writes it. Only a version 3 file's header may have other letters than ASCII's, and a
// length of four bytes.
Bytes write(const std::string& descr, std::span<const std::int64_t> shape, ByteView data) {
  std::string text = "{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape_text(shape) + ", }";
  const bool is_ascii =
      std::ranges::all_of(text, [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
  const std::size_t length_bytes = is_ascii ? 2 : 4;
  if (!shape.empty()) text.append(kGrowth - std::to_string(shape.front()).size(), ' ');
  const std::size_t used = kMagic.size() + 2 + length_bytes + text.size() + 1;
  text.append((kAlignment - used % kAlignment) % kAlignment, ' ');
  text += '\n';
  assert(!is_ascii || text.size() <= kMaxNpyHeader);

  std::string start(kMagic);
  start += is_ascii ? '\1' : '\3';
  start += '\0';
  for (std::size_t i = 0; i < length_bytes; ++i) start += static_cast<char>(text.size() >> (8 * i) & 0xFF);
  start += text;
  Bytes out(start.size() + data.size());
  std::copy(start.begin(), start.end(), out.begin());
  std::copy(data.begin(), data.end(), out.begin() + static_cast<std::ptrdiff_t>(start.size()));
  return out;
}

// --- a table

// The characters of a text in UTF-8, as NumPy keeps them.
std::vector<std::uint32_t> characters_of(std::string_view text) {
  std::vector<std::uint32_t> characters;
  for (const char letter : text) {
    const auto byte = static_cast<std::uint32_t>(static_cast<unsigned char>(letter));
    if ((byte & 0xC0U) == 0x80U && !characters.empty()) {
      characters.back() = characters.back() << 6 | (byte & 0x3FU);
    } else {
      characters.push_back(byte < 0x80   ? byte
                           : byte < 0xE0 ? byte & 0x1FU
                           : byte < 0xF0 ? byte & 0xFU
                                         : byte & 7U);
    }
  }
  return characters;
}

// A field: of so many characters, or of doubles.
struct Field {
  bool is_number = true;
  std::size_t characters = 1;

  std::size_t bytes() const { return is_number ? sizeof(double) : characters * sizeof(std::uint32_t); }
};

Field field_of(const CsvRows& table, std::size_t column) {
  Field field;
  for (std::size_t row = 1; row < table.size(); ++row) {
    const std::string& cell = table[row][column];
    field.is_number = field.is_number && (cell.empty() || read_decimal(cell));
    field.characters = std::max(field.characters, characters_of(cell).size());
  }
  return field;
}

std::string in_python(std::string_view text) {
  std::string quoted = "'";
  for (const char letter : text) {
    if (letter == '\'' || letter == '\\') quoted += '\\';
    quoted += letter;
  }
  return quoted + "'";
}

template <class T>
void append(Bytes& out, const T& value) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(&value);
  out.insert(out.end(), bytes, bytes + sizeof(T));
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
  return write("'<f4'", shape, bytes_of(values));
}

Bytes write_npy(std::span<const std::int64_t> shape, std::span<const std::uint8_t> values) {
  assert(element_count(shape, values.size()) == values.size());
  return write("'|u1'", shape, values);
}

Bytes write_npy(const CsvRows& table) {
  const std::size_t columns = table.empty() ? 0 : table.front().size();
  std::vector<Field> fields;
  std::string descr;
  std::size_t row_bytes = 0;
  for (std::size_t column = 0; column < columns; ++column) {
    fields.push_back(field_of(table, column));
    const Field& field = fields.back();
    row_bytes += field.bytes();
    descr += (column == 0 ? "(" : ", (") + in_python(made_utf8(table.front()[column])) + ", '" +
             (field.is_number ? "<f8" : "<U" + std::to_string(field.characters)) + "')";
  }
  const std::size_t rows = table.empty() ? 0 : table.size() - 1;
  Bytes data;
  data.reserve(rows * row_bytes);
  for (std::size_t row = 1; row < table.size(); ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      const std::string& cell = table[row][column];
      if (fields[column].is_number) {
        append(data, read_decimal(cell).value_or(std::numeric_limits<double>::quiet_NaN()));
        continue;
      }
      std::vector<std::uint32_t> characters = characters_of(cell);
      characters.resize(fields[column].characters);
      for (const std::uint32_t character : characters) append(data, character);
    }
  }
  const std::array shape{static_cast<std::int64_t>(rows)};
  return write("[" + descr + "]", shape, data);
}

}  // namespace bottleneck
