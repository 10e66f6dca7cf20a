#include <algorithm>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "cli/files.h"
#include "unit/broken_bytes.h"
#include "unit/temp_folder.h"

namespace bottleneck {
namespace {

namespace fs = std::filesystem;

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(Files, RoundTrip) {
  const TempFolder folder;
  for (const std::size_t size : {0UL, 1UL, 65536UL, 200'000UL}) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * 7);
    const auto status = write_file(folder / "file.bin", bytes);
    ASSERT_TRUE(status) << status.error();
    const auto back = read_file(folder / "file.bin");
    ASSERT_TRUE(back) << back.error();
    EXPECT_EQ(*back, bytes);
    EXPECT_TRUE(read_file(folder / "file.bin", size));
    if (size > 0) EXPECT_REFUSED(read_file(folder / "file.bin", size - 1), "larger than the");
  }
  EXPECT_EQ(entries(folder.path()), 1U);  // no temporary file is left
}

TEST(Files, WhatIsTooLargeIsNotReadFirst) {
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder / "sparse", Bytes{1}));
  fs::resize_file(folder / "sparse", std::uintmax_t{1} << 40);  // more than any machine would hold
  EXPECT_REFUSED(read_file(folder / "sparse", std::size_t{1} << 39), "larger than the");
}

TEST(Files, WritesText) {
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder / "a.txt", std::string_view("hello\n")));
  EXPECT_EQ(as_text(*read_file(folder / "a.txt")), "hello\n");
}

TEST(Files, NamesThePathAndTheReason) {
  const TempFolder folder;
  const std::string here = folder.path().string();
  EXPECT_REFUSED(read_file(folder / "absent"),
                 here + "/absent: cannot be opened (No such file or directory)");
  EXPECT_REFUSED(read_file(folder.path()), "cannot be read (Is a directory)");
  EXPECT_REFUSED(write_file(folder.path(), Bytes{1}), here + ": cannot be written (Is a directory)");
  EXPECT_REFUSED(write_file(folder / "no/such/file", Bytes{1}),
                 "no/such/file: cannot be written to its folder (No such file");
  ASSERT_TRUE(write_file(folder / "plain", Bytes{1}));
  EXPECT_REFUSED(write_file(folder / "plain/inside", Bytes{1}), "(Not a directory)");
}

TEST(Files, AFullDiskIsAnError) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "*** NOT TESTED: no /dev/full here ***";
  EXPECT_REFUSED(write_file("/dev/full", Bytes{1}), "/dev/full: cannot be written (No space left on device)");
}

TEST(Files, DevicesAreWrittenToAndStay) {
  ASSERT_TRUE(write_file("/dev/null", Bytes{1, 2, 3}));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_TRUE(read_file("/dev/null")->empty());
  EXPECT_REFUSED(read_file("/dev/zero", 1'000'000), "larger than the 1000000 bytes allowed");
}

TEST(Files, WhatLiesInAFolderIsReadOnlyIfItIsAFile) {
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder / "file", Bytes{1, 2}));
  fs::create_symlink("file", folder / "link");
  EXPECT_EQ(*read_regular_file(folder / "file"), (Bytes{1, 2}));
  EXPECT_EQ(*read_regular_file(folder / "link"), (Bytes{1, 2}));
  EXPECT_REFUSED(read_regular_file(folder / "file", 1), "larger than the 1 bytes");
  EXPECT_REFUSED(read_regular_file(folder / "absent"), "absent: cannot be opened (No such file");
  EXPECT_REFUSED(read_regular_file(folder.path()), "cannot be read (Is a directory)");
  ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_REFUSED(read_regular_file(folder / "pipe"), "pipe: not a file but a pipe, socket or device");
  fs::create_symlink("/dev/zero", folder / "zero");
  EXPECT_REFUSED(read_regular_file(folder / "zero"), "zero: not a file but a pipe, socket or device");
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  const std::string place = folder / "socket";
  ASSERT_LT(place.size(), sizeof address.sun_path);
  std::ranges::copy(place, address.sun_path);
  ASSERT_EQ(bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  EXPECT_REFUSED(read_regular_file(place), "socket: not a file but a pipe, socket or device");
  close(socket);
}

TEST(Files, ReplacesThroughALinkAndKeepsPermissions) {
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder / "real", Bytes{1}));
  fs::permissions(folder / "real", fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("real", folder / "link");
  ASSERT_TRUE(write_file(folder / "link", Bytes{2, 3}));
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_EQ(*read_file(folder / "real"), (Bytes{2, 3}));
  EXPECT_EQ(fs::status(folder / "real").permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST(Files, SaysBeforehandWhatCannotBeWritten) {
  const TempFolder folder;
  EXPECT_REFUSED(check_writable(folder.path()), ": cannot be written (Is a directory)");
  EXPECT_REFUSED(check_writable(folder / "no/such/file"),
                 "no/such/file: cannot be written to its folder (No such file");
  EXPECT_TRUE(check_writable(folder / "new"));
  EXPECT_EQ(entries(folder.path()), 0U) << "it leaves nothing behind";
  ASSERT_TRUE(write_file(folder / "old", Bytes{1}));
  EXPECT_TRUE(check_writable(folder / "old"));
  EXPECT_EQ(*read_file(folder / "old"), Bytes{1});
  EXPECT_EQ(entries(folder.path()), 1U);
  EXPECT_TRUE(check_writable("/dev/null"));
  EXPECT_REFUSED(check_writable(folder / "old/inside"), "(Not a directory)");
}

// A leftover of the temporary name is neither followed nor overwritten, and the old content stays.
TEST(Files, AFailedWriteLeavesTheOldContent) {
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder / "file", Bytes{1}));
  const fs::path in_the_way = folder / ("file.part-" + std::to_string(getpid()));
  ASSERT_TRUE(fs::create_directory(in_the_way));
  EXPECT_REFUSED(write_file(folder / "file", Bytes{2}), "(File exists)");
  EXPECT_EQ(*read_file(folder / "file"), Bytes{1});
  EXPECT_TRUE(fs::exists(in_the_way));
}

}  // namespace
}  // namespace bottleneck
