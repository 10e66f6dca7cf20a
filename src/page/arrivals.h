// What comes to the page without having been asked for just now: files, what the reader gives, what the
// browser kept, and what the worker sends. As platform/events.h and platform/worker_link.h have it.
#pragma once

#include <string>
#include <vector>

#include "platform/events.h"
#include "platform/worker_link.h"

namespace bottleneck {

bool take_piece(const events::FilePiece& piece);
void take_end(const std::string& path, const Status& status);
void take_gift(int gift, std::vector<GivenFile> files);
void take_listing(int gift, int place, std::vector<std::string> paths);
void take_given(int gift, int place, Result<GivenContent> content);
void take_stored_file(const std::string& key, const Result<ByteView>& content);
void take_store_ready(const std::string& error);
void take_written(const std::string& key, Written outcome, const std::string& error);
void take_reply(Packet packet);
void take_loss(const std::string& message);

}  // namespace bottleneck
