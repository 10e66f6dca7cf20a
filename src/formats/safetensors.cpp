#include "formats/safetensors.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <tuple>

#include <Eigen/Core>

#include "formats/json_strict.h"

namespace bottleneck {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLengthBytes = 8;
constexpr std::uint64_t kMaxHeader = 100'000'000;  // the format's own limit
constexpr std::size_t kMostValues = 100'000;       // in the header: 8 or so for each tensor
constexpr std::string_view kMetadata = "__metadata__";

struct DTypeEntry {
  DType dtype;
  const char* name;
  std::size_t size;
};
constexpr std::array<DTypeEntry, 6> kDTypes = {{{DType::f64, "F64", 8},
                                                {DType::f32, "F32", 4},
                                                {DType::f16, "F16", 2},
                                                {DType::bf16, "BF16", 2},
                                                {DType::u8, "U8", 1},
                                                {DType::i64, "I64", 8}}};

const DTypeEntry& entry_of(DType dtype) {
  const auto* found =
      std::find_if(kDTypes.begin(), kDTypes.end(), [&](const DTypeEntry& e) { return e.dtype == dtype; });
  assert(found != kDTypes.end());
  return *found;
}

// A tensor's place in the data, while the header is read.
struct Place {
  std::uint64_t begin;
  std::uint64_t end;
  std::size_t tensor;
};

Error wrong(const std::string& what) {
  return Error{"safetensors: " + what};
}

// A JSON number that is a whole one from 0 to 2^63 - 1.
bool is_size(const Json& value) {
  return value.is_number_unsigned() && value.get<std::uint64_t>() <= std::numeric_limits<std::int64_t>::max();
}

// Fills all of `tensor` but its bytes from one entry of the header.
Status read_entry(const std::string& name, const Json& entry, Tensor& tensor, Place& place) {
  const std::string who = "tensor " + in_quotes(name) + ": ";
  if (!entry.is_object()) return wrong(who + "an object expected");
  for (const auto& [key, value] : entry.items()) {
    if (key != "dtype" && key != "shape" && key != "data_offsets")
      return wrong(who + "unknown key " + in_quotes(key));
  }
  if (entry.size() != 3) return wrong(who + "dtype, shape and data_offsets expected");

  const Json& dtype = entry["dtype"];
  if (!dtype.is_string()) return wrong(who + "dtype is not a text");
  const std::string& dtype_text = dtype.get_ref<const std::string&>();
  const auto* known =
      std::find_if(kDTypes.begin(), kDTypes.end(), [&](const DTypeEntry& e) { return dtype_text == e.name; });
  if (known == kDTypes.end())
    return wrong(who + "elements are " + in_quotes(dtype_text) +
                 "; F64, F32, F16, BF16, U8 and I64 are read");

  const Json& shape = entry["shape"];
  if (!shape.is_array() || !std::all_of(shape.begin(), shape.end(), is_size)) {
    return wrong(who + "shape is not an array of sizes");
  }
  const Json& offsets = entry["data_offsets"];
  if (!offsets.is_array() || offsets.size() != 2 || !is_size(offsets[0]) || !is_size(offsets[1])) {
    return wrong(who + "data_offsets are not two byte offsets");
  }

  tensor.name = name;
  tensor.dtype = known->dtype;
  for (const Json& size : shape) tensor.shape.push_back(size.get<std::int64_t>());
  place.begin = offsets[0].get<std::uint64_t>();
  place.end = offsets[1].get<std::uint64_t>();
  if (place.begin > place.end) return wrong(who + "data_offsets run backwards");
  const std::uint64_t size = place.end - place.begin;
  const auto count = element_count(tensor.shape, std::numeric_limits<std::size_t>::max() / known->size);
  if (!count || *count * known->size != size) {
    return wrong(who + known->name + " of shape " + shape_text(tensor.shape) + " needs " +
                 (count ? std::to_string(*count * known->size) : std::string("far more")) +
                 " bytes, but data_offsets give " + std::to_string(size));
  }
  return Done{};
}

Status read_metadata(const Json& entry, std::map<std::string, std::string>& metadata) {
  if (!entry.is_object()) return wrong("__metadata__ is not an object");
  for (const auto& [key, value] : entry.items()) {
    if (!value.is_string()) return wrong("__metadata__: the value of " + in_quotes(key) + " is not a text");
    metadata[key] = value.get_ref<const std::string&>();
  }
  return Done{};
}

}  // namespace

const char* dtype_name(DType dtype) {
  return entry_of(dtype).name;
}
std::size_t dtype_size(DType dtype) {
  return entry_of(dtype).size;
}

const Tensor* TensorFile::find(std::string_view name) const {
  const auto found =
      std::find_if(tensors.begin(), tensors.end(), [&](const Tensor& t) { return t.name == name; });
  return found == tensors.end() ? nullptr : &*found;
}

Result<TensorFile> read_safetensors(ByteView file) {
  if (file.size() < kLengthBytes) {
    return wrong("cut off after " + std::to_string(file.size()) +
                 " bytes; the header's length alone takes 8");
  }
  const std::uint64_t length = read_little_endian(file, kLengthBytes);
  if (length > kMaxHeader) {
    return wrong("its first 8 bytes would be the length of a header of " + std::to_string(length) +
                 " bytes (100,000,000 at most): it is no safetensors file");
  }
  if (length > file.size() - kLengthBytes) {
    return wrong("the header takes " + std::to_string(length) + " bytes, but only " +
                 std::to_string(file.size() - kLengthBytes) + " are there: it is cut off");
  }
  const auto header_text = as_text(file.subspan(kLengthBytes, static_cast<std::size_t>(length)));
  if (!header_text.starts_with('{')) return wrong("the header does not begin with '{'");
  const auto header = parse_json(header_text, {.max_depth = 3, .max_values = kMostValues});
  if (!header) return wrong("header: " + header.error());
  const ByteView data = file.subspan(kLengthBytes + static_cast<std::size_t>(length));

  TensorFile result;
  std::vector<Place> places;
  for (const auto& [name, entry] : header->items()) {
    if (name == kMetadata) {
      if (auto status = read_metadata(entry, result.metadata); !status) return Error{status.error()};
      continue;
    }
    Place place{0, 0, result.tensors.size()};
    if (auto status = read_entry(name, entry, result.tensors.emplace_back(), place); !status)
      return Error{status.error()};
    places.push_back(place);
  }

  // In the order of the data (that of the names where tensors are empty), each must begin where the one
  // before it ended.
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return std::tie(a.begin, a.end, a.tensor) < std::tie(b.begin, b.end, b.tensor);
  });
  std::vector<Tensor> ordered;
  std::uint64_t expected = 0;
  for (const Place& place : places) {
    Tensor& tensor = result.tensors[place.tensor];
    if (place.begin != expected) {
      return wrong("tensor " + in_quotes(tensor.name) + " begins at byte " + std::to_string(place.begin) +
                   " of the data, expected " + std::to_string(expected) +
                   (place.begin > expected ? " (a hole)" : " (an overlap)"));
    }
    if (place.end > data.size()) {
      return wrong("tensor " + in_quotes(tensor.name) + " ends at byte " + std::to_string(place.end) +
                   " of the data, but there are only " + std::to_string(data.size()) + ": it is cut off");
    }
    const ByteView bytes = data.subspan(static_cast<std::size_t>(place.begin),
                                        static_cast<std::size_t>(place.end - place.begin));
    tensor.bytes.assign(bytes.begin(), bytes.end());
    ordered.push_back(std::move(tensor));
    expected = place.end;
  }
  if (expected != data.size()) {
    return wrong(std::to_string(data.size() - expected) + " bytes follow the last tensor");
  }
  result.tensors = std::move(ordered);
  return result;
}

Bytes write_safetensors(const TensorFile& file) {
  std::vector<const Tensor*> order;
  for (const Tensor& tensor : file.tensors) order.push_back(&tensor);
  std::sort(order.begin(), order.end(), [](const Tensor* a, const Tensor* b) {
    return dtype_size(a->dtype) != dtype_size(b->dtype) ? dtype_size(a->dtype) > dtype_size(b->dtype)
                                                        : a->name < b->name;
  });

  // Text that is not UTF-8 (a path in the metadata, say) must not stop the saving: such bytes become U+FFFD.
  const auto text = [](const std::string& s) {
    return Json(s).dump(-1, ' ', false, Json::error_handler_t::replace);
  };
  std::string header;
  if (!file.metadata.empty()) {
    Json metadata = Json::object();
    for (const auto& [key, value] : file.metadata) metadata[key] = value;
    header +=
        text(std::string(kMetadata)) + ":" + metadata.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  std::size_t end = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const Tensor& tensor = *order[i];
    assert(tensor.name != kMetadata && (i == 0 || tensor.name != order[i - 1]->name));
    assert(element_count(tensor.shape, tensor.bytes.size()) ==
           tensor.bytes.size() / dtype_size(tensor.dtype));
    assert(tensor.bytes.size() % dtype_size(tensor.dtype) == 0);
    const std::size_t begin = end;
    end += tensor.bytes.size();
    if (!header.empty()) header += ",";
    header += text(tensor.name) + ":{\"dtype\":\"" + dtype_name(tensor.dtype) +
              "\",\"shape\":" + Json(tensor.shape).dump() + ",\"data_offsets\":[" + std::to_string(begin) +
              "," + std::to_string(end) + "]}";
  }
  header = "{" + header + "}";
  header.append((8 - header.size() % 8) % 8, ' ');
  assert(header.size() <= kMaxHeader);

  Bytes out;
  out.reserve(kLengthBytes + header.size() + end);
  append_little_endian(out, header.size(), kLengthBytes);
  out.insert(out.end(), header.begin(), header.end());
  for (const Tensor* tensor : order) out.insert(out.end(), tensor->bytes.begin(), tensor->bytes.end());
  return out;
}

Result<std::vector<float>> to_floats(const Tensor& tensor) {
  const std::size_t size = dtype_size(tensor.dtype);
  std::vector<float> values(tensor.bytes.size() / size);
  const auto read_each = [&](auto value_of) {
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = value_of(read_little_endian(ByteView(tensor.bytes).subspan(size * i), size));
  };
  switch (tensor.dtype) {
    case DType::f64:
      read_each([](std::uint64_t bits) { return static_cast<float>(std::bit_cast<double>(bits)); });
      return values;
    case DType::f32:
      if (!values.empty()) std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
      return values;
    case DType::f16:
      read_each([](std::uint64_t bits) {
        return static_cast<float>(Eigen::numext::bit_cast<Eigen::half>(static_cast<std::uint16_t>(bits)));
      });
      return values;
    case DType::bf16:  // the upper half of an F32
      read_each(
          [](std::uint64_t bits) { return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16); });
      return values;
    case DType::u8:
    case DType::i64:
      break;
  }
  return wrong("tensor " + in_quotes(tensor.name) + " is " + dtype_name(tensor.dtype) +
               ", expected F64, F32, F16 or BF16");
}

Tensor from_floats(std::string name, std::vector<std::int64_t> shape, std::span<const float> values,
                   DType dtype) {
  assert(dtype == DType::f32 || dtype == DType::f16);
  assert(element_count(shape, values.size()) == values.size());
  Tensor tensor{std::move(name), dtype, std::move(shape), {}};
  tensor.bytes.reserve(values.size() * dtype_size(dtype));
  for (const float value : values) {
    if (dtype == DType::f32) {
      append_little_endian(tensor.bytes, std::bit_cast<std::uint32_t>(value), 4);
    } else {
      append_little_endian(tensor.bytes, Eigen::numext::bit_cast<std::uint16_t>(Eigen::half(value)), 2);
    }
  }
  return tensor;
}

}  // namespace bottleneck
