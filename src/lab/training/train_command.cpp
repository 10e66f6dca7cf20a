#include "lab/training/train_command.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace bottleneck {
namespace {

// The shortest decimal that is this float.
std::string shortest(float value) {
  std::array<char, 32> text{};
  const auto [end, problem] = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), end};
}

// As one word for a POSIX shell, in quotes only where it needs them.
std::string for_shell(const std::string& word) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("/._-+,:@%").find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return word;
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'') {
      quoted += "'\\''";  // ends the quotes, a quote, and begins them again
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

}  // namespace

std::string train_command(const std::string& dataset, const TrainingSettings& settings, int images) {
  std::string command = "bottleneck train --dataset " + for_shell(dataset) + " --latent " +
                        std::to_string(settings.architecture.latent);
  if (images > 0) command += " --images " + std::to_string(images);
  for (std::size_t i = 0; i < settings.architecture.hidden.size(); ++i) {
    command += (i == 0 ? " --hidden " : ",") + std::to_string(settings.architecture.hidden[i]);
  }
  if (settings.architecture.linear_latent) command += " --linear-latent";
  if (settings.loss == Loss::mse) command += " --loss mse";
  command += " --epochs " + std::to_string(settings.epochs) + " --batch " + std::to_string(settings.batch);
  command += " --lr " + shortest(settings.learning_rate) + " --seed " + std::to_string(settings.seed);
  return command;
}

}  // namespace bottleneck
