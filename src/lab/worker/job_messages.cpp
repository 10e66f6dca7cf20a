#include "lab/worker/job_messages.h"

#include "lab/base/figures.h"
#include "lab/worker/job_fields.h"
#include "texts/jobs.h"

namespace bottleneck {
namespace {

using namespace job_messages;

// The kind of the first of them. No two lists have a kind in common, so that none is taken for another.
template <class Messages>
constexpr std::uint8_t kFirstKind = 0;
template <>
constexpr std::uint8_t kFirstKind<Request> = 1;
template <>
constexpr std::uint8_t kFirstKind<ShareWanted> = 64;
template <>
constexpr std::uint8_t kFirstKind<Reply> = 128;
template <>
constexpr std::uint8_t kFirstKind<ShareMade> = 192;
static_assert(kFirstKind<Request> + std::variant_size_v<Request> <= kFirstKind<ShareWanted>);
static_assert(kFirstKind<Reply> + std::variant_size_v<Reply> <= kFirstKind<ShareMade>);

// The fields that every head begins with.
struct Opening {
  std::uint32_t magic = kMagic;
  std::uint32_t format = kFormat;
  std::uint8_t kind = 0;
  std::uint32_t id = 0;  // 0 for messages without
  std::uint64_t body_size = 0;
};
void describe(Is<Opening> auto& opening, auto& fields) {
  fields.number(opening.magic);
  fields.number(opening.format);
  fields.number(opening.kind);
  fields.number(opening.id);
  fields.number(opening.body_size);
}

std::size_t size_of(const SharedBytes& array) {
  return array ? array->size() : 0;
}

template <class Message>
std::uint32_t id_of_message(const Message& message) {
  if constexpr (requires { message.id; }) return message.id;
  return 0;
}

Error broken(std::string_view what) {
  return Error{fill(texts::kMessageBroken, {what})};
}

Result<Opening> read_opening(Reader& read) {
  Opening opening;
  describe(opening, read);
  if (opening.magic != kMagic || opening.format != kFormat) return Error{texts::kMessageOfOtherBuild};
  if (read.problem) return broken(read.problem);
  return opening;
}

template <class Messages>
Packet write(const Messages& messages) {
  const auto write_one = [&](const auto& message) {
    Writer fields;
    describe(message, fields);
    const Opening opening{.kind = static_cast<std::uint8_t>(kFirstKind<Messages> + messages.index()),
                          .id = id_of_message(message),
                          .body_size = size_of(fields.array)};
    Writer head;
    describe(opening, head);
    head.bytes.insert(head.bytes.end(), fields.bytes.begin(), fields.bytes.end());
    return Packet{.head = std::move(head.bytes), .body = std::move(fields.array)};
  };
  return std::visit(write_one, messages);
}

// A message of the type at that place of Messages, its fields not read yet.
template <class Messages, std::size_t place = 0>
Messages message_at(std::size_t wanted) {
  if constexpr (place + 1 < std::variant_size_v<Messages>) {
    if (wanted != place) return message_at<Messages, place + 1>(wanted);
  }
  return Messages(std::in_place_index<place>);
}

// none: what is said of other kinds.
template <class Messages>
Result<Messages> read(const Packet& packet, const char* none) {
  Reader reader{.left = packet.head, .array = packet.body};
  const Result<Opening> opening = read_opening(reader);
  if (!opening) return Error{opening.error()};
  if (opening->body_size != size_of(packet.body)) return broken("its array is cut off");
  const int place = opening->kind - kFirstKind<Messages>;
  if (place < 0 || place >= static_cast<int>(std::variant_size_v<Messages>)) return broken(none);

  auto messages = message_at<Messages>(static_cast<std::size_t>(place));
  const auto read_one = [&](auto& message) {
    if constexpr (requires { message.id; }) message.id = opening->id;
    describe(message, reader);
  };
  std::visit(read_one, messages);
  if (!reader.left.empty()) reader.complain("it is too long");
  if (size_of(reader.array) != 0) reader.complain("it has an array too many");
  if (reader.problem) return broken(reader.problem);
  return messages;
}

}  // namespace

Packet encode(const Request& request) {
  return write(request);
}
Packet encode(const Reply& reply) {
  return write(reply);
}
Packet encode(const ShareWanted& wanted) {
  return write(wanted);
}
Packet encode(const ShareMade& made) {
  return write(made);
}

Result<Request> decode_request(const Packet& packet) {
  return read<Request>(packet, "it is no request");
}
Result<Reply> decode_reply(const Packet& packet) {
  return read<Reply>(packet, "it is no reply");
}
Result<ShareWanted> decode_share_wanted(const Packet& packet) {
  return read<ShareWanted>(packet, "it is no share of work");
}
Result<ShareMade> decode_share_made(const Packet& packet) {
  return read<ShareMade>(packet, "it is no share of a result");
}

std::uint32_t id_of(const Request& request) {
  return std::visit([](const auto& message) { return id_of_message(message); }, request);
}

Result<std::uint32_t> request_id(ByteView head) {
  Reader reader{.left = head, .array = nullptr};
  const Result<Opening> opening = read_opening(reader);
  if (!opening) return Error{opening.error()};
  return opening->id;
}

}  // namespace bottleneck
