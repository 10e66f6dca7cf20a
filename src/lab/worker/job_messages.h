// What the page asks of its worker, and what the worker answers: one C++ type each way. Both cross as bytes,
// of which JavaScript understands nothing. Likewise what the worker asks of its helpers.
//
//   page:   Request ──encode──► head + body ──postMessage──► decode ──► Request     :worker
//   page:   Reply ◄──decode── head + body ◄──postMessage── encode ◄── Reply         :worker
//
//   worker: ShareWanted ──► … ──► ShareWanted :helper        worker: ShareMade ◄── … ◄── ShareMade :helper
//
//   head: magic (4 bytes) | format (4) | kind (1) | id (4) | size of the body (8) | the kind's own fields
//   body: the one large array of a message, as it lies in memory, so that it is not copied on the way
//
// Each message is a struct and describe(), which names its fields in their order, with what they may be: it
// writes them as well as reads them (job_fields.h). A message's kind is its place in Request or Reply.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

#include "core/result.h"
#include "formats/bytes.h"
#include "lab/worker/job_replies.h"
#include "lab/worker/job_requests.h"
#include "lab/worker/share_messages.h"

namespace bottleneck {

namespace job_messages {
inline constexpr std::uint32_t kMagic = 0x4A4E4C42;  // "BLNJ"
// Rises with every change of the messages or of their meaning (tests/unit/job_messages_test.cpp notices
// changes of the bytes), so that a worker of another build, out of a cache, is noticed.
inline constexpr std::uint32_t kFormat = 7;
}  // namespace job_messages

struct Packet {
  Bytes head{};
  SharedBytes body{};  // null for most
};
Packet encode(const Request& request);
Packet encode(const Reply& reply);
Packet encode(const ShareWanted& wanted);
Packet encode(const ShareMade& made);
// Messages of another build, or cut off, are errors.
Result<Request> decode_request(const Packet& packet);
Result<Reply> decode_reply(const Packet& packet);
Result<ShareWanted> decode_share_wanted(const Packet& packet);
Result<ShareMade> decode_share_made(const Packet& packet);

// The number of the job that a request is about, 0 for one without.
std::uint32_t id_of(const Request& request);
// The same of one whose body is not there, so that the rest cannot be read.
Result<std::uint32_t> request_id(ByteView head);

// The place of Type in a list of types such as Request; the list's size where it is not in it.
template <class Type, class List>
inline constexpr std::size_t kPlaceIn = 0;
template <class Type, class First, class... Rest>
inline constexpr std::size_t kPlaceIn<Type, std::variant<First, Rest...>> =
    std::same_as<Type, First> ? 0 : 1 + kPlaceIn<Type, std::variant<Rest...>>;

}  // namespace bottleneck
