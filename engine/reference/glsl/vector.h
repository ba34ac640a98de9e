/// GLSL's vectors in C++, with swizzles, so that shaders compile as they stand. GLM has swizzles too, but
/// only as members of every vector in the program, which doubles what its headers cost to compile.
///
/// Floats are doubles. Vectors of the blocks that shaders share with C++ (GLM's, of float) convert by
/// themselves.
#pragma once

#include <cmath>
#include <cstdint>
#include <glm/ext/vector_double4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>
#include <type_traits>

namespace tapestry::glsl {

using uint = std::uint32_t;

template <class T, int N>
class Vector;

/// Some of a vector's numbers, as a vector V that may be read and assigned to.
template <class V, class T, int N, int... I>
class Swizzle {
  public:
    constexpr V value() const { return V(data_[I]...); }
    constexpr operator V() const { return value(); }
    constexpr Swizzle& operator=(const V& v) {
        int index = 0;
        ((data_[I] = v[index++]), ...);
        return *this;
    }
    constexpr Swizzle& operator=(const Swizzle& other) { return *this = other.value(); }
    constexpr Swizzle& operator+=(const V& v) { return *this = value() + v; }
    constexpr Swizzle& operator*=(const V& v) { return *this = value() * v; }
    constexpr Swizzle& operator*=(T factor) { return *this = value() * factor; }

  private:
    T data_[N];
};

/// The numbers of a vector by their names.
template <class T, int N>
struct Components;

#define TAPESTRY_SWIZZLE(SIZE, NAME, ...) Swizzle<Vector<T, SIZE>, T, dimensions, __VA_ARGS__> NAME;

template <class T>
struct Components<T, 2> {
    static constexpr int dimensions = 2;
    union {
        T data[2] = {};
        __extension__ struct { T x, y; };
        __extension__ struct { T r, g; };
        TAPESTRY_SWIZZLE(2, xy, 0, 1)
        TAPESTRY_SWIZZLE(2, rg, 0, 1)
        TAPESTRY_SWIZZLE(2, yx, 1, 0)
        TAPESTRY_SWIZZLE(4, xxyy, 0, 0, 1, 1)
    };
};

template <class T>
struct Components<T, 3> {
    static constexpr int dimensions = 3;
    union {
        T data[3] = {};
        __extension__ struct { T x, y, z; };
        __extension__ struct { T r, g, b; };
        TAPESTRY_SWIZZLE(2, xy, 0, 1)
        TAPESTRY_SWIZZLE(2, yz, 1, 2)
        TAPESTRY_SWIZZLE(2, xz, 0, 2)
        TAPESTRY_SWIZZLE(2, rg, 0, 1)
        TAPESTRY_SWIZZLE(3, xyz, 0, 1, 2)
        TAPESTRY_SWIZZLE(3, rgb, 0, 1, 2)
    };
};

template <class T>
struct Components<T, 4> {
    static constexpr int dimensions = 4;
    union {
        T data[4] = {};
        __extension__ struct { T x, y, z, w; };
        __extension__ struct { T r, g, b, a; };
        TAPESTRY_SWIZZLE(2, xy, 0, 1)
        TAPESTRY_SWIZZLE(2, zw, 2, 3)
        TAPESTRY_SWIZZLE(2, yz, 1, 2)
        TAPESTRY_SWIZZLE(2, xz, 0, 2)
        TAPESTRY_SWIZZLE(2, yw, 1, 3)
        TAPESTRY_SWIZZLE(2, yx, 1, 0)
        TAPESTRY_SWIZZLE(2, rg, 0, 1)
        TAPESTRY_SWIZZLE(3, xyz, 0, 1, 2)
        TAPESTRY_SWIZZLE(3, rgb, 0, 1, 2)
    };
};

#undef TAPESTRY_SWIZZLE

template <class T, int N>
class Vector : public Components<T, N> {
    using Bools = Vector<bool, N>;

  public:
    constexpr Vector() = default;
    constexpr Vector(const Vector& other) { assign(other); }
    constexpr Vector& operator=(const Vector& other) {
        assign(other);
        return *this;
    }
    template <class U, glm::qualifier Q>
    constexpr Vector(const glm::vec<N, U, Q>& v) {
        for (int i = 0; i < N; ++i) this->data[i] = static_cast<T>(v[i]);
    }
    /// The same number everywhere.
    template <class S>
    requires std::is_arithmetic_v<S>
    constexpr explicit Vector(S scalar) {
        for (int i = 0; i < N; ++i) this->data[i] = static_cast<T>(scalar);
    }
    /// Numbers and vectors, one after the other.
    template <class First, class... More>
    requires(sizeof...(More) > 0 ||
             !std::is_arithmetic_v<First>) constexpr explicit Vector(const First& first,
                                                                     const More&... more) {
        int count = 0;
        append(count, first);
        (append(count, more), ...);
    }

    constexpr T& operator[](int i) { return this->data[i]; }
    constexpr const T& operator[](int i) const { return this->data[i]; }

    operator glm::vec<N, T>() const {
        glm::vec<N, T> result;
        for (int i = 0; i < N; ++i) result[i] = this->data[i];
        return result;
    }

#define TAPESTRY_OPERATOR(OP)                                               \
    friend constexpr Vector operator OP(const Vector& a, const Vector& b) { \
        return each([&](int i) { return a[i] OP b[i]; });                   \
    }                                                                       \
    friend constexpr Vector operator OP(const Vector& a, T b) {             \
        return a OP Vector(b);                                              \
    }                                                                       \
    friend constexpr Vector operator OP(T a, const Vector& b) {             \
        return Vector(a) OP b;                                              \
    }
#define TAPESTRY_ARITHMETIC(OP)                         \
    TAPESTRY_OPERATOR(OP)                               \
    constexpr Vector& operator OP##=(const Vector& b) { \
        return *this = *this OP b;                      \
    }                                                   \
    constexpr Vector& operator OP##=(T b) {             \
        return *this = *this OP Vector(b);              \
    }
    TAPESTRY_ARITHMETIC(+)
    TAPESTRY_ARITHMETIC(-)
    TAPESTRY_ARITHMETIC(*)
    TAPESTRY_ARITHMETIC(/)
    TAPESTRY_OPERATOR(>>)
    TAPESTRY_OPERATOR(<<)
    TAPESTRY_OPERATOR(&)
    TAPESTRY_OPERATOR(|)
#undef TAPESTRY_ARITHMETIC
#undef TAPESTRY_OPERATOR
    friend constexpr Vector operator-(const Vector& a) {
        return each([&](int i) { return -a[i]; });
    }
    friend constexpr bool operator==(const Vector& a, const Vector& b) {
        return all(equal(a, b));
    }

#define TAPESTRY_COMPARISON(NAME, OP)                               \
    friend constexpr Bools NAME(const Vector& a, const Vector& b) { \
        Bools result;                                               \
        for (int i = 0; i < N; ++i) result[i] = a[i] OP b[i];       \
        return result;                                              \
    }
    TAPESTRY_COMPARISON(equal, ==)
    TAPESTRY_COMPARISON(notEqual, !=)
    TAPESTRY_COMPARISON(lessThan, <)
    TAPESTRY_COMPARISON(lessThanEqual, <=)
    TAPESTRY_COMPARISON(greaterThan, >)
    TAPESTRY_COMPARISON(greaterThanEqual, >=)
#undef TAPESTRY_COMPARISON
    friend constexpr bool any(const Vector& bools) {
        for (int i = 0; i < N; ++i)
            if (bools[i]) return true;
        return false;
    }
    friend constexpr bool all(const Vector& bools) {
        for (int i = 0; i < N; ++i)
            if (!bools[i]) return false;
        return true;
    }

    friend constexpr Vector min(const Vector& a, const Vector& b) {
        return each([&](int i) { return b[i] < a[i] ? b[i] : a[i]; });
    }
    friend constexpr Vector max(const Vector& a, const Vector& b) {
        return each([&](int i) { return a[i] < b[i] ? b[i] : a[i]; });
    }
    friend constexpr Vector min(const Vector& a, T b) {
        return min(a, Vector(b));
    }
    friend constexpr Vector max(const Vector& a, T b) {
        return max(a, Vector(b));
    }
    friend constexpr Vector clamp(const Vector& a, const Vector& low, const Vector& high) {
        return min(max(a, low), high);
    }
    friend constexpr Vector clamp(const Vector& a, T low, T high) {
        return min(max(a, low), high);
    }
    friend constexpr Vector mix(const Vector& a, const Vector& b, T t) {
        return a * (T(1) - t) + b * t;
    }
    friend constexpr Vector mix(const Vector& a, const Vector& b, const Bools& second) {
        return each([&](int i) { return second[i] ? b[i] : a[i]; });
    }
    friend constexpr T dot(const Vector& a, const Vector& b) {
        T sum = 0;
        for (int i = 0; i < N; ++i) sum += a[i] * b[i];
        return sum;
    }
    friend T length(const Vector& a) {
        return std::sqrt(dot(a, a));
    }
    friend Vector abs(const Vector& a) {
        return max(a, -a);
    }
    friend Vector floor(const Vector& a) {
        return each([&](int i) { return std::floor(a[i]); });
    }
    friend Vector round(const Vector& a) {
        return each([&](int i) { return std::nearbyint(a[i]); });
    }
    friend Vector fract(const Vector& a) {
        return a - floor(a);
    }

  private:
    template <class At>
    static constexpr Vector each(const At& at) {
        Vector result;
        for (int i = 0; i < N; ++i) result[i] = static_cast<T>(at(i));
        return result;
    }
    constexpr void assign(const Vector& other) {
        for (int i = 0; i < N; ++i) this->data[i] = other.data[i];
    }
    template <class S>
    requires std::is_arithmetic_v<S>
    constexpr void append(int& count, S scalar) {
        if (count < N) this->data[count++] = static_cast<T>(scalar);
    }
    template <class U, int M>
    constexpr void append(int& count, const Vector<U, M>& v) {
        for (int i = 0; i < M; ++i) append(count, v[i]);
    }
    template <int M, class U, glm::qualifier Q>
    constexpr void append(int& count, const glm::vec<M, U, Q>& v) {
        for (int i = 0; i < M; ++i) append(count, v[i]);
    }
    template <class V, class U, int M, int... I>
    constexpr void append(int& count, const Swizzle<V, U, M, I...>& swizzle) {
        append(count, swizzle.value());
    }
};

using vec2 = Vector<double, 2>;
using vec3 = Vector<double, 3>;
using vec4 = Vector<double, 4>;
using ivec2 = Vector<int, 2>;
using ivec3 = Vector<int, 3>;
using uvec2 = Vector<uint, 2>;
using uvec3 = Vector<uint, 3>;
using uvec4 = Vector<uint, 4>;
using bvec2 = Vector<bool, 2>;
using bvec4 = Vector<bool, 4>;

/// Numbers by vectors of the shared blocks.
template <int N, glm::qualifier Q>
constexpr Vector<double, N> operator*(double a, const glm::vec<N, float, Q>& b) {
    return a * Vector<double, N>(b);
}

}  // namespace tapestry::glsl
