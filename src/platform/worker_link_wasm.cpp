#include <emscripten.h>

#include "lab/base/figures.h"
#include "platform/room.h"
#include "platform/worker_link.h"
#include "texts/jobs.h"

// Module.shell.worker is what web/worker_link.js makes; it copies the bytes before it returns.
// clang-format off
EM_JS(void, js_send_to_worker, (const void* head, std::size_t head_size, const void* body, std::size_t body_size), {
  Module.shell.worker.send(HEAPU8.subarray(head, head + head_size), HEAPU8.subarray(body, body + body_size));
})
EM_JS(double, js_worker_memory, (), { return Module.shell.worker.memory; })
// clang-format on

namespace bottleneck::worker_link {
namespace {

Handlers handlers{};
Room room;

// As kLoss in web/worker_link.js.
enum class Loss : int { not_started = 0, failed = 1, silent = 2, no_memory = 3 };

std::string words_for(Loss loss, const std::string& detail) {
  switch (loss) {
    case Loss::not_started:
      return fill(texts::kWorkerNotStarted, {detail});
    case Loss::silent:
      return texts::kWorkerSilent;
    case Loss::no_memory:
      return texts::kNoMemoryForJob;
    case Loss::failed:
      break;
  }
  return detail.empty() ? texts::kWorkerLost : fill(texts::kWorkerFailed, {detail});
}

}  // namespace

void set_handlers(const Handlers& new_handlers) {
  handlers = new_handlers;
}

void send(const Packet& packet) {
  const ByteView body = packet.body ? ByteView(*packet.body) : ByteView();
  js_send_to_worker(packet.head.data(), packet.head.size(), body.data(), body.size());
}

double memory() {
  return js_worker_memory();
}

}  // namespace bottleneck::worker_link

// What JavaScript calls.
extern "C" {

// Where a reply's head, and its body if it has one, are to be written; 0: there is no memory.
EMSCRIPTEN_KEEPALIVE std::uint8_t* page_worker_head(std::size_t size) {
  return bottleneck::worker_link::room.make_head(size);
}
EMSCRIPTEN_KEEPALIVE std::uint8_t* page_worker_body(std::size_t size) {
  return bottleneck::worker_link::room.make_body(size);
}
EMSCRIPTEN_KEEPALIVE void page_worker_reply() {
  using namespace bottleneck::worker_link;
  handlers.reply(room.take());
}

// how: a Loss; detail: what the browser says, UTF-8, may be empty.
EMSCRIPTEN_KEEPALIVE void page_worker_lost(int how, const char* detail) {
  using namespace bottleneck::worker_link;
  handlers.lost(words_for(static_cast<Loss>(how), detail));
}
}
