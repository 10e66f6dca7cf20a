// What this machine can do at most: multiply-adds in as many independent chains as keep its units busy. Each
// build has its own instruction for one (peak_native.cpp, peak_wasm.cpp).
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <utility>

namespace bottleneck {

// Floating-point operations per second of one core, a multiplication and an addition being two.
double peak_flops();

// Arithmetic: a type Vector of floats, and multiply_add(a, x, y) = a x + y on it.
template <class Arithmetic, std::size_t chains>
using Chains = std::array<typename Arithmetic::Vector, chains>;

// Called again and again: an engine makes fast code of a function only after some calls of it. Written out
// chain by chain, so that each stays in a register.
template <class Arithmetic, std::size_t... i>
void continue_chains(Chains<Arithmetic, sizeof...(i)>& sums, typename Arithmetic::Vector x,
                     typename Arithmetic::Vector y, int steps, std::index_sequence<i...> /*chains*/) {
  Chains<Arithmetic, sizeof...(i)> held = sums;
  for (int step = 0; step < steps; ++step) ((held[i] = Arithmetic::multiply_add(held[i], x, y)), ...);
  sums = held;
}

// The best of many tries.
template <class Arithmetic, std::size_t chains>
double flops_of_chains() {
  using Clock = std::chrono::steady_clock;
  using Vector = typename Arithmetic::Vector;
  constexpr int kSteps = 200'000;
  constexpr int kTries = 100;
  volatile float factor = 0.999F;  // so that nothing is known before it runs; the sums stay near 1
  volatile float summand = 0.001F;
  const Vector x = Vector{} + factor;
  const Vector y = Vector{} + summand;
  Chains<Arithmetic, chains> sums{};
  // By a pointer that nobody knows: what is inlined is not called again and again.
  using Continue = void (*)(Chains<Arithmetic, chains>&, Vector, Vector, int);
  volatile Continue continue_them = [](Chains<Arithmetic, chains>& of, Vector a, Vector b, int steps) {
    continue_chains<Arithmetic>(of, a, b, steps, std::make_index_sequence<chains>());
  };
  double least = 1e9;
  for (int i = 0; i < kTries; ++i) {
    const auto start = Clock::now();
    continue_them(sums, x, y, kSteps);
    least = std::min(least, std::chrono::duration<double>(Clock::now() - start).count());
  }
  for (const Vector& sum : sums) summand = summand + sum[0];  // they are wanted
  constexpr std::size_t kLanes = sizeof(Vector) / sizeof(float);
  return 2.0 * kSteps * static_cast<double>(chains * kLanes) / least;
}

// How many chains are best depends on the machine, and on how many registers the engine has.
template <class Arithmetic>
double best_flops() {
  return std::max({flops_of_chains<Arithmetic, 8>(), flops_of_chains<Arithmetic, 10>(),
                   flops_of_chains<Arithmetic, 12>(), flops_of_chains<Arithmetic, 14>()});
}

}  // namespace bottleneck
