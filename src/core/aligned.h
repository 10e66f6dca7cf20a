// Memory for matrices. Eigen adds up in another order when a matrix begins at another place within a vector
// register, so the same run would differ in its last bits from one allocation to the next. Beginning every
// buffer at a multiple of 64 bytes settles the order.
#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace bottleneck {

template <class T>
struct AlignedAllocator {
  using value_type = T;
  static constexpr std::align_val_t kAlignment{64};  // the widest vector register, and a cache line

  AlignedAllocator() = default;
  template <class U>
  AlignedAllocator(const AlignedAllocator<U>&) {
  }  // NOLINT(google-explicit-constructor): containers convert it

  T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), kAlignment)); }
  void deallocate(T* memory, std::size_t) { ::operator delete(memory, kAlignment); }

  bool operator==(const AlignedAllocator&) const { return true; }
};

using AlignedFloats = std::vector<float, AlignedAllocator<float>>;

// The same for what is written before it is read: new numbers are not set to zero.
struct UnsetAllocator : AlignedAllocator<float> {
  template <class U>
  struct rebind {
    using other = UnsetAllocator;
  };
  void construct(float* number) { ::new (number) float; }
};
using UnsetFloats = std::vector<float, UnsetAllocator>;

}  // namespace bottleneck
