// The files of tests/data come from Keras and NumPy: tests/reference/make_keras_files.py. Larger ones,
// written and compared by Keras itself: tests/python/test_exchange.py.
#include <cstdlib>
#include <new>

#include <gtest/gtest.h>

#include "cli/apart.h"
#include "formats/any_model.h"
#include "formats/hdf5.h"
#include "formats/model_file.h"
#include "formats/npz.h"
#include "formats/zip.h"
#include "unit/broken_bytes.h"
#include "unit/test_data.h"

namespace bottleneck {
namespace {

Result<ModelFile> read_any_model(const Bytes& file) {
  if (!is_container(file)) return read_model(file);
  const auto unpacked = as_safetensors(file);
  return unpacked ? read_model(*unpacked) : Error{unpacked.error()};
}

TEST(AnyModel, KerasAndNumpyFilesOfOneModelAreEqual) {
  const auto npz = read_any_model(test_data("small.npz"));
  ASSERT_TRUE(npz) << npz.error();
  EXPECT_EQ(npz->model.architecture, (Architecture{.hidden = {5}, .latent = 3, .inputs = 12}));
  EXPECT_TRUE(npz->assumes_activations);
  for (const char* name : {"small.keras", "small.h5", "small_keras2.h5"}) {
    const auto file = read_any_model(test_data(name));
    ASSERT_TRUE(file) << name << ": " << file.error();
    EXPECT_EQ(file->model.architecture, npz->model.architecture) << name;
    EXPECT_EQ(file->model.parameters, npz->model.parameters) << name;
    EXPECT_FALSE(file->assumes_activations) << name;
  }
}

TEST(AnyModel, OurNpzComesBackWithItsCard) {
  Autoencoder model = make_autoencoder({.hidden = {9}, .latent = 4, .linear_latent = true, .inputs = 12});
  Rng rng(21);
  initialise_glorot(model, rng);
  const auto file = read_any_model(write_npz(model, "{\"name\": \"x\"}"));
  ASSERT_TRUE(file) << file.error();
  EXPECT_EQ(file->model.architecture, model.architecture);
  EXPECT_EQ(file->model.parameters, model.parameters);
  EXPECT_EQ(file->card, "{\"name\": \"x\"}");
}

TEST(AnyModel, TheKerasLoaderNamesLayersAndFile) {
  EXPECT_EQ(keras_loader({.hidden = {300}, .latent = 16, .linear_latent = true}, "my \"16\".npz"),
            "import keras\n"
            "import numpy as np\n\n"
            "with np.load(\"my \\\"16\\\".npz\") as file:\n"
            "    weights = [file[name] for name in file.files if name.endswith((\".kernel\", \".bias\"))]\n"
            "encoder = keras.Sequential([keras.Input((784,)), keras.layers.Dense(300, \"relu\"), "
            "keras.layers.Dense(16, \"linear\")], name=\"encoder\")\n"
            "decoder = keras.Sequential([keras.Input((16,)), keras.layers.Dense(300, \"relu\"), "
            "keras.layers.Dense(784, \"sigmoid\")], name=\"decoder\")\n"
            "autoencoder = keras.Sequential([keras.Input((784,)), encoder, decoder])\n"
            "autoencoder.set_weights(weights)\n");
}

TEST(AnyModel, OtherFilesAreRefusedWithTheReason) {
  EXPECT_REFUSED(read_any_model(write_zip(std::vector<ZipEntry>{{"a.txt", {'a'}}})),
                 "found \"a.txt\" of shape (1,)");
  EXPECT_REFUSED(read_any_model(write_zip(std::vector<ZipEntry>{{"config.json", {'{', '}'}}})),
                 "expected a Sequential or functional model");
  EXPECT_REFUSED(read_any_model(write_zip({})), "found no arrays at all");
  EXPECT_REFUSED(read_any_model(Bytes(100, 7)), "it is no safetensors file");
  Bytes random(5000);
  Rng rng(3);
  for (std::uint8_t& byte : random) byte = static_cast<std::uint8_t>(rng.below(256));
  const auto with_magic = [&](std::string_view magic) {
    Bytes file(magic.begin(), magic.end());
    file.insert(file.end(), random.begin(), random.end());
    return file;
  };
  EXPECT_REFUSED(read_any_model(with_magic("PK\3\4")), "zip: ");
  EXPECT_REFUSED(read_any_model(with_magic("\x89HDF\r\n\x1a\n")), "HDF5: ");
}

TEST(Zip, RefusesDamageAndTooMuch) {
  const std::vector<ZipEntry> entries = {{"a", Bytes(100, 1)}, {"b", Bytes(50, 2)}};
  const Bytes file = write_zip(entries);
  const auto read = [](const Bytes& bytes) { return read_zip(bytes, 150); };
  ASSERT_TRUE(read(file)) << read(file).error();
  EXPECT_EQ(read(file)->tensors[1].bytes, Bytes(50, 2));
  EXPECT_REFUSED(read_zip(file, 149), "more than the 149 bytes allowed");
  EXPECT_REFUSED(read(write_zip(std::vector<ZipEntry>{{"a", {1}}, {"a", {2}}})), "zip: File already exists");
  Bytes changed = file;
  changed[40] = 9;  // of the first file's content: its checksum tells
  EXPECT_REFUSED(read(changed), "\"a\" is damaged");
  expect_every_prefix_refused(file, read);
  expect_survives_changes(file, read);
  expect_survives_changes(test_data("small.npz"), read);
}

Result<Bytes> read_hdf5_apart(const Bytes& file) {
  return run_apart(1, [&]() -> Result<Bytes> {
    const auto arrays = read_hdf5(file, 1 << 20);
    return arrays ? Result<Bytes>(Bytes()) : Error{arrays.error()};
  });
}

TEST(Hdf5, RefusesDamageAndTooMuch) {
  const Bytes file = test_data("small.h5");
  constexpr std::size_t kArrays = 4 * (12 * 5 + 5 + 5 * 3 + 3 + 3 * 5 + 5 + 5 * 12 + 12);
  ASSERT_TRUE(read_hdf5(file, kArrays)) << read_hdf5(file, kArrays).error();
  EXPECT_REFUSED(read_hdf5(file, kArrays - 1), "bytes allowed");
  for (std::size_t length = 0; length < file.size(); length += 997) {
    const Bytes cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length));
    EXPECT_FALSE(read_hdf5_apart(cut)) << length;
  }
}

TEST(RunApart, GivesWhatTheWorkGivesOrSaysHowItEnded) {
  const auto bytes = run_apart(5, [] { return Result<Bytes>(Bytes(100'000, 7)); });
  ASSERT_TRUE(bytes) << bytes.error();
  EXPECT_EQ(*bytes, Bytes(100'000, 7));
  EXPECT_TRUE(run_apart(5, [] { return Result<Bytes>(Bytes()); })->empty());
  EXPECT_REFUSED(run_apart(5, [] { return Result<Bytes>(Error{"no such thing"}); }), "no such thing");
  EXPECT_REFUSED(run_apart(5, []() -> Result<Bytes> { std::abort(); }), "broke down");
  EXPECT_REFUSED(run_apart(5, []() -> Result<Bytes> { throw std::bad_alloc(); }), "broke down");
  EXPECT_REFUSED(run_apart(1,
                           []() -> Result<Bytes> {
                             for (volatile int i = 0;; i = i + 1) {
                             }
                           }),
                 "broke down");
}

// Damaged files, on some of which libhdf5 itself crashes or never ends.
TEST(RunApart, OutlivesLibhdf5) {
  const Bytes file = test_data("small.h5");
  const auto size = static_cast<std::uint32_t>(file.size());
  Rng rng(1);
  for (int i = 0; i < 40; ++i) {
    Bytes changed = file;
    for (int k = 0; k < 8; ++k) changed[rng.below(size)] = static_cast<std::uint8_t>(rng.below(256));
    const auto result = read_hdf5_apart(changed);
    if (!result) EXPECT_FALSE(result.error().empty());
  }
}

}  // namespace
}  // namespace bottleneck
