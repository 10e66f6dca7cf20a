// Files that the reader gives: dropped onto the page, or chosen. The platform tells their names and first
// bytes; one table says what each of them is and who takes it. What is needed of them is asked for: of one
// file after the other, of pictures of a few at a time.
//
//   names, first bytes ──► kind ──► wanted: content, list of a zip file, grey pixels ──► who takes it
//                           '── none that is taken: a note says why; beside pictures in a folder or a zip
//                               file it is told with these
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "formats/bytes.h"

namespace bottleneck {

struct Session;
struct GivenKind;

// How many of a file's first bytes tell what it is.
inline constexpr std::size_t kGivenHeadBytes = 32;

struct GivenFile {
  std::string path;  // from what was given down, with "/" between the names
  Bytes head{};      // the first bytes; none of a file that cannot be read, or that lies in a zip file
};

// What the platform is to read of a file: all of it, or no more than `most` bytes.
enum class GivenNeed : std::uint8_t {
  content,   // as it is
  unpacked,  // as it is, or of a gzip file what it holds
  list,      // of a zip file the paths in it
  picture,   // its pixels in grey
  arrays,    // of a zip or HDF5 file what lies in it, as a .safetensors file
};
struct GivenWant {
  int gift = 0;   // which the platform has numbered, from 1 on
  int place = 0;  // of the file among those of the gift; the files in a zip file come behind all others
  GivenNeed need = GivenNeed::content;
  std::size_t most = 0;  // bytes of the file or, where it is to be unpacked, of what it holds

  bool operator==(const GivenWant&) const = default;
};

// A copy of a file is to be kept for the next visit, under this path.
struct GivenCopy {
  int gift = 0;
  int place = 0;
  std::string path{};
};

struct GivenContent {
  Bytes bytes{};  // of a picture height × width grey pixels, row by row
  int width = 0;
  int height = 0;
};

struct GivenFiles {
  struct Step {
    int place = 0;
    const GivenKind* kind = nullptr;
  };
  struct Gift {
    int number = 0;
    std::vector<std::string> paths{};
    std::deque<Step> steps{};           // the first one is asked for
    std::vector<int> pictures{};        // places, ascending; an import of their own, after the steps
    std::vector<std::string> beside{};  // paths of files beside them that nobody takes
  };
  struct Pictures {
    int gift = 0;  // 0: none
    int import = 0;
    std::vector<int> places{};
  };

  std::deque<Gift> gifts{};  // the first one is being taken
  Pictures pictures{};       // that are decoded
  std::vector<GivenWant> wanted{};
  std::vector<GivenCopy> copies{};
  std::vector<int> done{};  // gifts of which nothing more will be wanted
};

// All files of a gift. Hidden ones and those that systems leave in folders are passed over.
void receive_gift(Session& session, int gift, std::vector<GivenFile> files);

// The paths in a zip file, which was asked for: they are files of the gift, told by their names. The zip file
// stands for the folder that was packed.
void receive_listing(Session& session, int gift, int place, std::vector<std::string> paths);

// What was asked for of a file, or why it cannot be had. What is not awaited is ignored.
void receive_given(Session& session, int gift, int place, Result<GivenContent> content);

// What the platform is to do: each is told once. Files are to be read before they are let go.
struct GivenOrders {
  std::vector<GivenWant> wanted{};
  std::vector<GivenCopy> copies{};
  std::vector<int> done{};
};
GivenOrders take_given_orders(Session& session);

// Takes a file of a published dataset, unpacked, or the reason why it could not be read. One of the published
// files, recognised by its SHA-256 alone, goes to its place as though it had been fetched; once both files of
// a half are there, and are those of the chosen model's dataset, they are put to use. What has become of it
// stands in the notes. name: for the reader. Returns the path under which a copy is to be kept for the next
// visit; empty: none.
std::string take_dataset_file(Session& session, std::string_view name, Result<Bytes> content);

}  // namespace bottleneck
