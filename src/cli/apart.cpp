#include "cli/apart.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <exception>
#include <system_error>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bottleneck {
namespace {

// The first byte that crosses.
constexpr std::uint8_t kSound = 1;
constexpr std::uint8_t kRefused = 0;

bool send_all(int to, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = write(to, bytes.data(), bytes.size());
    if (sent < 0 && errno != EINTR) return false;
    if (sent > 0) bytes = bytes.subspan(static_cast<std::size_t>(sent));
  }
  return true;
}

Bytes receive_all(int from) {
  Bytes bytes;
  std::array<std::uint8_t, 1 << 16> block;
  while (true) {
    const ssize_t got = read(from, block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return bytes;
    bytes.insert(bytes.end(), block.begin(), block.begin() + got);
  }
}

[[noreturn]] void work_and_exit(int to, int seconds, const std::function<Result<Bytes>()>& work) {
  const auto most = static_cast<rlim_t>(seconds);
  const rlimit time{most, most};
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CPU, &time);
  setrlimit(RLIMIT_CORE, &no_core);
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere >= 0) dup2(nowhere, STDERR_FILENO);
  bool is_sent = false;
  try {
    const Result<Bytes> result = work();
    const std::uint8_t first = result ? kSound : kRefused;
    is_sent =
        send_all(to, {&first, 1}) && send_all(to, result ? ByteView(*result) : as_bytes(result.error()));
  } catch (const std::exception&) {  // such as std::bad_alloc: told by how it ends
    is_sent = false;
  }
  _exit(is_sent ? EXIT_SUCCESS : EXIT_FAILURE);
}

}  // namespace

Result<Bytes> run_apart(int seconds, const std::function<Result<Bytes>()>& work) {
  std::array<int, 2> ends{};
  const pid_t child = pipe2(ends.data(), O_CLOEXEC) == 0 ? fork() : -1;
  if (child < 0) return Error{"no process could be had: " + std::generic_category().message(errno)};
  if (child == 0) work_and_exit(ends[1], seconds, work);
  close(ends[1]);
  Bytes bytes = receive_all(ends[0]);
  close(ends[0]);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  const bool is_whole = WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS && !bytes.empty();
  if (!is_whole) return Error{"the file is damaged: what reads it broke down"};
  const bool is_sound = bytes.front() == kSound;
  bytes.erase(bytes.begin());
  if (!is_sound) return Error{std::string(as_text(bytes))};
  return bytes;
}

}  // namespace bottleneck
