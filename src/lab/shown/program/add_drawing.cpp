// What lies on the pad, in a program.
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "lab/base/figures.h"
#include "lab/shown/program/steps.h"
#include "texts/program.h"

namespace bottleneck {
namespace {

// Two hexadecimal digits a pixel, points for black: the drawing can be seen in the program.
void write_pixels(ProgramWriter& out, const Image& image, const std::string& name) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out.add(R"(drawing = """)", texts::kPyDrawingSays);
  for (std::size_t row = 0; row < kSide; ++row) {
    std::string line;
    for (std::size_t column = 0; column < kSide; ++column) {
      const std::uint8_t pixel = image[row * kSide + column];
      line += pixel == 0 ? std::string("..") : std::string{kHex[pixel / 16], kHex[pixel % 16]};
    }
    out.add(line);
  }
  out.add(R"(""".replace(".", "0"))");
  out.add(R"(pixels = np.frombuffer(bytes.fromhex(drawing), "uint8"))");
  out.add(fill(R"({} = pixels.reshape(1, 784).astype("float32") / 255)", {name}));
}

// The number of the test image that lies on the pad as it is, or -1.
int test_image_on_pad(const Session& session) {
  const Sheet& sheet = session.drawing.sheet;
  if (session.wanted_test_image && sheet.is_blank()) return *session.wanted_test_image;
  const bool is_whole = sheet.picture && sheet.strokes.empty() && !sheet.picture->is_erased;
  return is_whole ? sheet.picture->index : -1;
}

}  // namespace

void add_drawing(ProgramWriter& out, const Session& session, const std::string& name) {
  out.section(texts::kPyDrawing);
  out.about(session.choices.station == Station::draw ? "pad" : "card:rows");
  const int index = test_image_on_pad(session);
  if (session.pad_image.image && index < 0) return write_pixels(out, *session.pad_image.image, name);
  const int shown = std::max(index, 0);
  out.add(fill("{} = x_test[{}:{}]", {name, std::to_string(shown), std::to_string(shown + 1)}),
          index < 0 ? texts::kPyBlankPad : fill(texts::kPyTestImage, {std::to_string(index)}));
}

}  // namespace bottleneck
