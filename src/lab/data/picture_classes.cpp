#include "lab/data/picture_classes.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <set>
#include <utility>

namespace bottleneck {
namespace {

constexpr std::size_t kTestEvery = 6;  // one picture in six is tested on; of MNIST's it is one in seven

std::string joined(std::span<const std::string_view> names) {
  std::string path;
  for (const std::string_view name : names) path.append(path.empty() ? "" : "/").append(name);
  return path;
}

// The folder that all paths begin with, or an empty text. At least one path.
std::string common_folder(std::span<const std::string> paths) {
  std::string common;
  for (const std::string& path : paths) {
    const auto names = names_in(path);
    if (names.size() < 2 || (!common.empty() && names.front() != common)) return "";
    common = names.front();
  }
  return common;
}

// Whether no path would be a picture of a class.
bool are_all_too_deep(std::span<const std::string> paths) {
  return std::ranges::all_of(paths, [](const std::string& path) { return names_in(path).size() > 2; });
}

void append(Dataset& dataset, const Image& image, std::size_t label) {
  dataset.images.insert(dataset.images.end(), image.begin(), image.end());
  dataset.labels.push_back(static_cast<std::uint8_t>(label));
}

}  // namespace

std::vector<std::string_view> names_in(std::string_view path) {
  std::vector<std::string_view> names;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view name = path.substr(0, slash);
    if (!name.empty() && name != ".") names.push_back(name);
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return names;
}

bool has_ending(std::string_view path, std::string_view ending) {
  std::string small(path.substr(path.rfind('/') + 1));  // npos + 1 is 0
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return small.size() > ending.size() && small.ends_with(ending);
}

bool is_picture_name(std::string_view path) {
  return std::ranges::any_of(kPictureEndings,
                             [&](std::string_view ending) { return has_ending(path, ending); });
}

PictureClasses find_picture_classes(std::span<const std::string> paths, std::string_view folder_name) {
  using Named = std::pair<std::string, std::size_t>;  // a file's name, and its place in `paths`
  std::map<std::string, std::vector<Named>, std::less<>> folders;
  std::map<std::string, std::set<std::string>, std::less<>> deeper;  // the folders in each
  std::vector<Named> beside;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const auto names = names_in(paths[i]);
    if (names.empty()) continue;
    Named named{names.back(), i};
    if (names.size() == 1) {
      beside.push_back(std::move(named));
    } else if (names.size() == 2) {
      folders[std::string(names[0])].push_back(std::move(named));
    } else {
      deeper[std::string(names[0])].insert(std::string(names[1]));
    }
  }

  const auto in_order = [](std::vector<Named> named) {
    std::ranges::sort(named);
    std::vector<std::size_t> places;
    for (const Named& one : named) places.push_back(one.second);
    return places;
  };
  PictureClasses found;
  for (auto& [name, pictures] : folders)
    found.classes.push_back({.name = name, .pictures = in_order(std::move(pictures))});
  for (const auto& [folder, inner] : deeper) {
    const std::string within = folder + "/";
    for (const std::string& name : inner) found.too_deep.push_back(within + name);
  }
  if (found.classes.empty() && !beside.empty()) {
    found.classes.push_back({.name = std::string(folder_name), .pictures = in_order(std::move(beside))});
  } else {
    found.stray = in_order(std::move(beside));
  }
  return found;
}

std::string take_off_common_folder(std::vector<std::string>& paths) {
  std::string folder;
  while (!paths.empty()) {
    std::string common = common_folder(paths);
    if (common.empty() || (!folder.empty() && !are_all_too_deep(paths))) break;
    for (std::string& path : paths) {
      const auto names = names_in(path);
      path = joined(std::span(names).subspan(1));
    }
    folder = std::move(common);
  }
  return folder;
}

bool is_tested(std::size_t place, std::size_t count) {
  const bool is_small = count > 1 && count < kTestEvery;
  return is_small ? place + 1 == count : place % kTestEvery == kTestEvery - 1;
}

void add_picture_class(TrainTest& data, std::string name, std::span<const Image> images) {
  const std::size_t label = data.class_names.size();
  assert(label < kMostPictureClasses);
  data.class_names.push_back(std::move(name));
  for (std::size_t i = 0; i < images.size(); ++i)
    append(is_tested(i, images.size()) ? data.test : data.train, images[i], label);
}

}  // namespace bottleneck
