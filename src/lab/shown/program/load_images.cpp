// Where the images of a program come from.
#include <initializer_list>

#include "lab/base/figures.h"
#include "lab/shown/program/steps.h"
#include "texts/program.h"

namespace bottleneck {
namespace {

void load_keras(ProgramWriter& out, const char* dataset) {
  out.add(fill("(x_train, y_train), (x_test, y_test) = keras.datasets.{}.load_data()", {dataset}));
}

void load_file(ProgramWriter& out, const ImageSource& source) {
  out.say(texts::kPyGetFile);
  out.begin(fill("with np.load({}) as file:", {python_text(source_file(source))}));
  out.add(R"(x_train, y_train = file["x_train"], file["y_train"])");
  out.add(R"(x_test, y_test = file["x_test"], file["y_test"])");
  out.end();
}

// As lab/data/picture_dataset.h and core/resize.h do it.
void define_reading(ProgramWriter& out) {
  out.begin("def coverage(source, target):");
  out.add(docstring(texts::kPyCoverage));
  out.add("s, t = np.arange(source), np.arange(target)[:, None]");
  out.add("end = np.minimum((s + 1) * target, (t + 1) * source)");
  out.add("return (end - np.maximum(s * target, t * source)).clip(0) / source");
  out.end();
  out.gap();
  out.begin("def read_picture(path):");
  out.add(docstring(texts::kPyReadPicture));
  out.add(R"(picture = ImageOps.exif_transpose(Image.open(path)).convert("RGBA"))");
  out.add(R"(picture = Image.alpha_composite(Image.new("RGBA", picture.size, "black"), picture))");
  out.add("grey = (np.asarray(picture)[..., :3] @ np.array([299, 587, 114]) + 500) // 1000");
  out.add("(height, width), longer = grey.shape, max(grey.shape)");
  out.add("rows, columns = [max(1, (56 * side + longer) // (2 * longer)) for side in grey.shape]");
  out.add("small = coverage(height, rows) @ grey @ coverage(width, columns).T", texts::kPyAreaMeans);
  out.add("top, left = (28 - rows) // 2, (28 - columns) // 2");
  out.add(R"(image, part = np.zeros((28, 28), "uint8"), np.s_[top:top + rows, left:left + columns])");
  out.add("image[part] = np.floor(small + 0.5 + 1e-9)");
  out.add("return image, part");
  out.end();
  out.gap();
}

void invert_light(ProgramWriter& out) {
  out.begin("def is_light(image, part):");
  out.add(docstring(texts::kPyIsLight));
  out.add("border = np.ones(image[part].shape, bool)");
  out.add("border[1:-1, 1:-1] = False");
  out.add("return (image[part][border] >= 128).mean() >= 0.75");
  out.end();
  out.gap();
  out.add("light = [is_light(*picture) for one in pictures for picture in one]");
  out.begin("if 2 * sum(light) > len(light):", texts::kPyInvert);
  out.begin("for image, part in sum(pictures, []):");
  out.add("image[part] = 255 - image[part]");
  out.end();
  out.end();
}

void load_folder(ProgramWriter& out, const ImageSource& source) {
  define_reading(out);
  out.add(R"(folder = Path("pictures"))", texts::kPyFolder);
  out.add(R"(endings = {".png", ".jpg", ".jpeg"})");
  out.add(R"(paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in endings))");
  out.add("classes = sorted({path.parent for path in paths if path.parent.parent == folder}) or [folder]");
  out.add("names = [one.name for one in classes]");
  out.add("pictures = [[read_picture(path) for path in paths if path.parent == one] for one in classes]");
  if (source.inverts_light) invert_light(out);
  out.gap();
  out.add("halves = [], []", texts::kPyHalves);
  out.begin("for label, one in enumerate(pictures):");
  out.begin("for place, (image, part) in enumerate(one, start=1):");
  out.add("is_tested = place % 6 == 0 if len(one) >= 6 else 1 < len(one) == place");
  out.add("halves[is_tested].append((image, label))");
  out.end();
  out.end();
  out.add("(x_train, y_train), (x_test, y_test) = [map(np.array, zip(*half)) for half in halves]");
}

std::string heading_of(const ImageSource& source) {
  switch (source.kind) {
    case ImageSource::Kind::mnist:
      return texts::kPyMnist;
    case ImageSource::Kind::fashion:
      return texts::kPyFashion;
    case ImageSource::Kind::file:
      return source.name == kSyntheticDataset ? texts::kPySynthetic : texts::kPyDrawings;
    case ImageSource::Kind::folder:
      break;
  }
  return texts::kPyPictures;
}

}  // namespace

void scale_images(ProgramWriter& out, std::initializer_list<const char*> names) {
  const char* comment = texts::kPyScale;
  for (const char* name : names) {
    out.add(fill(R"({} = {}.reshape(-1, 784).astype("float32") / 255)", {name, name}), comment);
    comment = "";
  }
}

void load_images(ProgramWriter& out, const Recipe& recipe, const SettingParts& parts) {
  const ImageSource& source = recipe.source;
  out.section(heading_of(source));
  out.about(parts.of("plan:dataset"));
  switch (source.kind) {
    case ImageSource::Kind::mnist:
      load_keras(out, "mnist");
      break;
    case ImageSource::Kind::fashion:
      load_keras(out, "fashion_mnist");
      break;
    case ImageSource::Kind::file:
      load_file(out, source);
      break;
    case ImageSource::Kind::folder:
      load_folder(out, source);
      break;
  }
  if (recipe.images > 0) {
    const std::string count = std::to_string(recipe.images);
    out.add_at(parts.of("plan:images"), fill("x_train, y_train = x_train[:{}], y_train[:{}]", {count, count}),
               fill(texts::kPyFirstImages, {grouped(recipe.images)}));
  }
  out.about(parts.of("plan:dataset"));
  scale_images(out, {"x_train", "x_test"});
}

}  // namespace bottleneck
