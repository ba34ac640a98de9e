/// The host's look-up of GL functions, as its window library hands it out.
#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace tapestry {

/// Finds a GL function by name. Made from any function, or lambda without captures, that takes the name as
/// `const char*` or `const unsigned char*` and returns a `void*` or a pointer to a function: that is,
/// glfwGetProcAddress, eglGetProcAddress, SDL_GL_GetProcAddress, glXGetProcAddress and the like, as they are.
class ProcLookup {
  public:
    using Proc = void (*)();  ///< to be cast to the type of the function that was asked for

    constexpr ProcLookup() = default;
    constexpr ProcLookup(std::nullptr_t) {}

    template <class Address, class Character>
    requires(std::same_as<Address, void*> || std::is_function_v<std::remove_pointer_t<Address>>) &&
        (std::same_as<Character, char> ||
         std::same_as<Character, unsigned char>)ProcLookup(Address (*lookup)(const Character* name)) {
        if (!lookup) return;
        lookup_ = reinterpret_cast<Proc>(lookup);
        call_ = call<Address, Character>;
    }

    /// Of a host whose look-up needs something of its own, which it is handed each time.
    ProcLookup(Proc (*lookup)(void* user, const char* name), void* user) : user_(user) {
        if (!lookup) return;
        lookup_ = reinterpret_cast<Proc>(lookup);
        call_ = call_with_user;
    }

    template <class Lambda>
    requires std::is_class_v<Lambda> &&(!std::same_as<Lambda, ProcLookup>)&&requires(const Lambda& lambda) {
        ProcLookup(+lambda);
    }
    ProcLookup(const Lambda& lambda) : ProcLookup(+lambda) {}

    /// False when made from nothing or from a null pointer.
    explicit operator bool() const { return call_ != nullptr; }

    /// The function's address in the current context, null where it is not known. Not to be called when
    /// false.
    Proc operator()(const char* name) const { return call_(*this, name); }

  private:
    // Function pointers may be kept as one of another type, but are called as what they are.
    template <class Address, class Character>
    static Proc call(const ProcLookup& self, const char* name) {
        const auto typed = reinterpret_cast<Address (*)(const Character*)>(self.lookup_);
        const Address address = typed(static_cast<const Character*>(static_cast<const void*>(name)));
        if constexpr (std::same_as<Address, Proc>)
            return address;
        else
            return reinterpret_cast<Proc>(address);
    }

    static Proc call_with_user(const ProcLookup& self, const char* name) {
        return reinterpret_cast<Proc (*)(void*, const char*)>(self.lookup_)(self.user_, name);
    }

    Proc lookup_ = nullptr;
    void* user_ = nullptr;
    Proc (*call_)(const ProcLookup& self, const char* name) = nullptr;
};

}  // namespace tapestry
