#include <exception>

#include <emscripten.h>

#include "platform/room.h"
#include "platform/worker_port.h"

// Buffers are handed over, not copied again.
// clang-format off
EM_JS(void, js_post, (const void* head, std::size_t head_size, const void* body, std::size_t body_size), {
  const packet = {head: HEAPU8.slice(head, head + head_size).buffer, body: HEAPU8.slice(body, body + body_size).buffer};
  postMessage(packet, [packet.head, packet.body]);
})
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

}  // namespace

void set_handlers(const Handlers& new_handlers) {
  handlers = new_handlers;
}

double now() {
  return emscripten_get_now();
}

void post(const Packet& packet) {
  const ByteView body = packet.body ? ByteView(*packet.body) : ByteView();
  js_post(packet.head.data(), packet.head.size(), body.data(), body.size());
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

// Does a little work; 0: nothing is left to do.
EMSCRIPTEN_KEEPALIVE int worker_step() {
  using namespace bottleneck::worker_port;
  bool is_more_left = false;
  guard([&] { is_more_left = handlers.step(); });
  return is_more_left ? 1 : 0;
}
}
