// How pictures in folders become a dataset: which of them are of which class, and which are tested on. The
// page and the native program have these rules from here.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/dataset.h"
#include "core/shapes.h"

namespace bottleneck {

inline constexpr std::size_t kMostPictureClasses = 256;  // labels are bytes

// The names in a path, with "/" between them; empty ones and "." count for nothing. The last one is the
// file's.
std::vector<std::string_view> names_in(std::string_view path);

// Whether the file's name ends so, in small or large letters. An ending alone (".png") is no name that does:
// it is that of a hidden file.
bool has_ending(std::string_view path, std::string_view ending);

inline constexpr std::array<std::string_view, 3> kPictureEndings{".png", ".jpg", ".jpeg"};

// Whether the name has one of kPictureEndings.
bool is_picture_name(std::string_view path);

struct PictureClass {
  std::string name;
  std::vector<std::size_t> pictures{};  // places in the list of paths, by the bytes of the names there
};

struct PictureClasses {
  std::vector<PictureClass> classes{};  // by the bytes of their names
  // What makes no class:
  std::vector<std::string> too_deep{};  // folders in the folder of a class that hold pictures: "anna/old"
  std::vector<std::size_t> stray{};     // pictures beside the folders of the classes
};

// The classes of a folder. paths: of the pictures in it, from there on, with "/" between the names
// ("anna/1.png"); in any order; empty names and "." in them count for nothing.
//
// The subfolders that hold pictures are the classes. Where none does, the pictures of the folder itself are
// one class of the folder's name.
PictureClasses find_picture_classes(std::span<const std::string> paths, std::string_view folder_name);

// Of paths from nowhere in particular, as a page is given them: takes off the folder that all of them lie in,
// and returns its name, or an empty one. Goes on where that alone would leave all of them too deep.
std::string take_off_common_folder(std::vector<std::string>& paths);

// Whether the one at that place, from 0, of so many in a class is tested on: every sixth (the 6th, 12th, …)
// is, of a class of 2 to 5 the last.
bool is_tested(std::size_t place, std::size_t count);

// Adds a class, with its readable pictures in their order, some to be tested on and all others to be trained
// on. At most kMostPictureClasses can be added.
void add_picture_class(TrainTest& data, std::string name, std::span<const Image> images);

}  // namespace bottleneck
