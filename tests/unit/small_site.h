// A site with two small models of four numbers, for tests of the page's session: what files it would bring.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "formats/model_file.h"
#include "lab/session/perform.h"
#include "lab/session/session.h"
#include "lab/session/update.h"
#include "lab/shown/state_json.h"

namespace bottleneck {

inline constexpr int kLatent = 4;
inline constexpr int kDeadUnit = 3;  // as the models' cards say

inline double fake_clock() {
  static double now = 0;
  return now += 2;  // every look at it takes 2 ms
}

// A site with two small models: "first" with codes of 30 images, "second" without.
class Site {
 public:
  Site() {
    const std::vector<ModelEntry> entries{{"first", "First · 4 numbers"}, {"second", "Second · 4 numbers"}};
    put("index.json", as_bytes(write_model_index(entries)));
    add_model("first", 1, true);
    add_model("second", 2, false);
  }

  // Answers everything that the session asks for until it asks no more, and returns the paths in order.
  std::vector<std::string> serve(Session& session) {
    std::vector<std::string> asked;
    for (;;) {
      update(session, fake_clock);
      const auto paths = take_wanted(session.library);
      if (paths.empty()) return asked;
      for (const std::string& path : paths) {
        asked.push_back(path);
        const auto file = files.find(path);
        if (file == files.end()) {
          receive_file(session.library, path, Error{"not there"});
        } else {
          receive_file(session.library, path, ByteView(file->second));
        }
      }
    }
  }

  void put(const std::string& name, ByteView bytes) {
    files["assets/models/" + name] = Bytes(bytes.begin(), bytes.end());
  }

  std::map<std::string, Bytes> files;
  std::map<std::string, Autoencoder> models;

 private:
  void add_model(const std::string& name, std::uint64_t seed, bool has_codes) {
    Autoencoder model = make_autoencoder({.hidden = {}, .latent = kLatent});
    Rng rng(seed);
    initialise_glorot(model, rng);
    ModelCard card;
    card.name = name;
    card.title = name;
    card.dataset = "mnist";
    card.class_names = {"zero", "one", "two"};
    card.settings.architecture = model.architecture;
    card.history.resize(static_cast<std::size_t>(card.settings.epochs));
    card.parameters = model.parameters.size();
    card.train_images = 30;
    card.test_images = 10;
    card.latent_min.assign(kLatent, 0);
    card.latent_min.assign(kLatent, 0);
    card.latent_max.assign(kLatent, 1);
    card.latent_max[kDeadUnit] = 0;
    card.error_histogram = ErrorHistogram{.bin_width = 0.01, .counts = {10, 15, 5}};
    if (has_codes) card.near_distance = NearDistance{.median = 0.1, .p95 = 0.3, .p99 = 0.4};
    card.has_codes = has_codes;
    card.date = "2026-01-31";
    card.command = "none";
    put(name + ".json", as_bytes(write_model_card(card)));
    put(name + ".safetensors", write_model(model, DType::f32, ""));
    if (has_codes) put(name + ".codes.safetensors", codes_of(model));
    models.emplace(name, std::move(model));
  }

  static Bytes codes_of(const Autoencoder& model) {
    Rng rng(7);
    std::vector<std::uint8_t> images(30 * kPixels);
    for (auto& pixel : images) pixel = static_cast<std::uint8_t>(rng.below(256));
    std::vector<std::uint8_t> labels(30);
    for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = static_cast<std::uint8_t>(i % 3);
    return write_codes(quantise_codes(encode_bytes(model, images), kLatent, labels));
  }
};

inline void draw_line(Session& session) {
  perform(session, BeginGesture{{4, 4}});
  perform(session, ExtendGesture{{10, 15}});
  perform(session, ExtendGesture{{12, 24}});
  perform(session, EndGesture{});
}

inline nlohmann::json state_of(const Session& session) {
  return nlohmann::json::parse(write_state(session, PageFacts{}));
}

}  // namespace bottleneck
