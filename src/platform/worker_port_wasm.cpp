#include <exception>

#include <emscripten.h>

#include "platform/room.h"
#include "platform/worker_port.h"

// Module.ways is what worker_glue.js makes. `to`: as in its post().
// clang-format off
EM_JS(void, js_post, (int to, const void* head, std::size_t head_size, const void* body, std::size_t body_size), {
  Module.ways.post(to, HEAPU8.subarray(head, head + head_size), HEAPU8.subarray(body, body + body_size));
})
EM_JS(void, js_call_helpers, (int count), { postMessage({call: count}); })
EM_JS(void, js_dismiss_helper, (int helper), { Module.ways.dismiss(helper); })
EM_JS(void, js_fail, (const char* message), { postMessage({failed: UTF8ToString(message)}); })
// clang-format on

namespace bottleneck::worker_port {
namespace {

Handlers handlers{};
Room room;

// Nothing is thrown into JavaScript: what nobody has caught ends the worker with a message.
template <class Body>
void guard(const Body& body) noexcept {
  try {
    body();
  } catch (const std::exception& error) {
    fail(error.what());
  }
}

// As in worker_glue.js; helpers have numbers above 0.
constexpr int kPage = 0;
constexpr int kLeader = -1;

void post_to(int to, const Packet& packet) {
  const ByteView body = packet.body ? ByteView(*packet.body) : ByteView();
  js_post(to, packet.head.data(), packet.head.size(), body.data(), body.size());
}

}  // namespace

void set_handlers(const Handlers& new_handlers) {
  handlers = new_handlers;
}

double now() {
  return emscripten_get_now();
}

void post(const Packet& packet) {
  post_to(kPage, packet);
}

void post_to_helper(int helper, const Packet& packet) {
  post_to(helper, packet);
}

void answer(const Packet& packet) {
  post_to(kLeader, packet);
}

void call_helpers(int count) {
  js_call_helpers(count);
}

void dismiss_helper(int helper) {
  js_dismiss_helper(helper);
}

void fail(const std::string& message) {
  js_fail(message.c_str());
}

}  // namespace bottleneck::worker_port

// What JavaScript calls.
extern "C" {

// Where a message's head, and its body if it has one, are to be written; 0: there is no memory.
EMSCRIPTEN_KEEPALIVE std::uint8_t* worker_head(std::size_t size) {
  return bottleneck::worker_port::room.make_head(size);
}
EMSCRIPTEN_KEEPALIVE std::uint8_t* worker_body(std::size_t size) {
  return bottleneck::worker_port::room.make_body(size);
}
// The message is written; is_whole: its body too, if it has one.
EMSCRIPTEN_KEEPALIVE void worker_receive(int is_whole) {
  using namespace bottleneck::worker_port;
  guard([&] {
    const bottleneck::Packet packet = room.take();
    if (is_whole != 0) {
      handlers.receive(packet);
    } else {
      handlers.receive_without_body(packet.head);
    }
  });
}

// Does a little work; what is left, as Left.
EMSCRIPTEN_KEEPALIVE int worker_step() {
  using namespace bottleneck::worker_port;
  Left left = Left::nothing;
  guard([&] { left = handlers.step(); });
  return static_cast<int>(left);
}

EMSCRIPTEN_KEEPALIVE void worker_helper_joined(int helper) {
  using namespace bottleneck::worker_port;
  guard([&] { handlers.helper_joined(helper); });
}
EMSCRIPTEN_KEEPALIVE void worker_helper_left(int helper, int is_lost) {
  using namespace bottleneck::worker_port;
  guard([&] { handlers.helper_left(helper, is_lost != 0); });
}
// The helper's message is written.
EMSCRIPTEN_KEEPALIVE void worker_helper_answered(int helper) {
  using namespace bottleneck::worker_port;
  guard([&] { handlers.helper_answered(helper, room.take()); });
}
// The message of the worker that this one helps is written.
EMSCRIPTEN_KEEPALIVE void worker_asked() {
  using namespace bottleneck::worker_port;
  guard([&] { handlers.asked(room.take()); });
}
}
