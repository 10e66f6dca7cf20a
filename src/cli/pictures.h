// A dataset made of the reader's own pictures (the notebook's third exercise).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/dataset.h"
#include "core/result.h"
#include "formats/bytes.h"

namespace bottleneck {

// A picture in grey, height × width bytes, row by row.
struct GreyPicture {
  int width = 0;
  int height = 0;
  Bytes pixels;
};

// What a picture may be; larger ones are refused before they are decoded.
inline constexpr std::size_t kMaxPictureBytes = 50'000'000;   // the file
inline constexpr int kMaxPictureSide = 16'384;                // pixels
inline constexpr std::size_t kMaxPicturePixels = 64'000'000;  // width × height
inline constexpr std::size_t kMaxPictures = 500'000;          // in a folder: 400 MB as images

// Decodes a PNG or JPEG. Colours become grey by the luma of ITU-R BT.601 (0.299 R + 0.587 G + 0.114 B), what
// is transparent lets black through. A JPEG's orientation tag is not looked at.
Result<GreyPicture> decode_picture(ByteView file);

struct PictureFolder {
  // name: the folder's with a slash, which the name of no other dataset has; class_names: the subfolders'.
  TrainTest data;
  // "path: reason" for each picture that could not be read or that lies beside the subfolders, and for each
  // folder in a subfolder that holds pictures.
  std::vector<std::string> left_out;
};

// Reads the pictures of `folder` and its subfolders, which are the classes (lab/data/picture_classes.h; files
// are told by their names, hidden ones are not looked at, deeper folders not searched). Every picture becomes
// 28×28, and light backgrounds are made dark unless they are to be kept (lab/data/picture_dataset.h); order:
// classes, then file names, both by their bytes. Errors: no such folder, no
// readable picture, no class of two pictures, more than the limits above or than kMostPictureClasses.
Result<PictureFolder> load_pictures(const std::filesystem::path& folder, bool keeps_background = false);

}  // namespace bottleneck
