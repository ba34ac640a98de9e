/// A list of at most so many elements, without an allocation.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>

namespace tapestry {

template <class T, std::size_t Most>
class FixedList {
  public:
    /// Precondition: fewer elements than Most.
    T& emplace_back() {
        assert(size_ < Most && "FixedList: full");
        return items_[size_++];
    }

    std::size_t size() const { return size_; }
    T& front() { return items_.front(); }
    const T& front() const { return items_.front(); }
    T& operator[](std::size_t index) { return items_[index]; }
    const T& operator[](std::size_t index) const { return items_[index]; }
    const T* begin() const { return items_.data(); }
    const T* end() const { return items_.data() + size_; }

  private:
    std::array<T, Most> items_ = {};
    std::size_t size_ = 0;
};

}  // namespace tapestry
