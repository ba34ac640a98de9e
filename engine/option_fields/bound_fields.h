/// Fields tied to the members of an effect's option struct, so that defaults are written once, in the engine.
#pragma once

#include <initializer_list>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "option_fields/option_field.h"

namespace tapestry {

template <class Options>
struct BoundField {
    OptionField field;
    void (*write)(Options&, float);
    float (*read)(const Options&);
};

template <class>
struct MemberOwner;
template <class Options, class Value>
struct MemberOwner<Value Options::*> {
    using type = Options;
    using value = Value;
};

/// bind<&TiltShiftOptions::max_radius>({"max_radius", ...}); enumerations count from 0 in the order of the
/// field's choices.
template <auto Member>
auto bind(OptionField field) {
    using Owner = MemberOwner<decltype(Member)>;
    using Options = typename Owner::type;
    using Value = typename Owner::value;
    if constexpr (std::is_same_v<Value, bool>) {
        field.form = FieldForm::toggle;
        return BoundField<Options>{field, [](Options& o, float v) { o.*Member = v != 0.0f; },
                                   [](const Options& o) { return o.*Member ? 1.0f : 0.0f; }};
    } else if constexpr (std::is_enum_v<Value>) {
        field.form = FieldForm::choice;
        return BoundField<Options>{
            field, [](Options& o, float v) { o.*Member = static_cast<Value>(static_cast<int>(v)); },
            [](const Options& o) { return static_cast<float>(o.*Member); }};
    } else {
        return BoundField<Options>{field, [](Options& o, float v) { o.*Member = static_cast<Value>(v); },
                                   [](const Options& o) { return static_cast<float>(o.*Member); }};
    }
}

/// A member of a member: bind_in<&TiltShiftOptions::grade, &Grade::saturation>({"saturation", ...}).
template <auto Outer, auto Inner>
auto bind_in(OptionField field) {
    using Options = typename MemberOwner<decltype(Outer)>::type;
    using Value = typename MemberOwner<decltype(Inner)>::value;
    if constexpr (std::is_same_v<Value, bool>) field.form = FieldForm::toggle;
    return BoundField<Options>{field,
                               [](Options& o, float v) {
                                   if constexpr (std::is_same_v<Value, bool>)
                                       (o.*Outer).*Inner = v != 0.0f;
                                   else
                                       (o.*Outer).*Inner = static_cast<Value>(v);
                               },
                               [](const Options& o) { return static_cast<float>((o.*Outer).*Inner); }};
}

/// The field, meaningful only where another option has a value.
inline OptionField only_with(const char* other, float value, OptionField field) {
    field.only_with = other;
    field.only_with_value = value;
    return field;
}

template <class Options>
class BoundFields {
  public:
    /// `standard`: where every option begins that is not the engine's default.
    BoundFields(std::initializer_list<BoundField<Options>> bound, const Options& standard = {})
        : BoundFields(std::vector(bound), standard) {}
    BoundFields(std::vector<BoundField<Options>> bound, const Options& standard = {})
        : bound_(std::move(bound)), standard_(standard) {
        for (BoundField<Options>& each : bound_) {
            each.field.standard = each.read(standard);
            fields_.push_back(each.field);
        }
    }

    std::span<const OptionField> fields() const { return fields_; }
    const std::vector<BoundField<Options>>& bound() const { return bound_; }

    /// One value a field, in order.
    Options options(std::span<const float> values) const {
        Options options = standard_;
        for (std::size_t i = 0; i < bound_.size() && i < values.size(); ++i)
            bound_[i].write(options, values[i]);
        return options;
    }

    /// Writes the values that differ from those before.
    void change(Options& options, std::span<const float> before, std::span<const float> values) const {
        for (std::size_t i = 0; i < bound_.size(); ++i)
            if (before[i] != values[i]) bound_[i].write(options, values[i]);
    }

    void store(const Options& options, std::span<float> values) const {
        for (std::size_t i = 0; i < bound_.size() && i < values.size(); ++i)
            values[i] = bound_[i].read(options);
    }

  private:
    std::vector<BoundField<Options>> bound_;
    Options standard_;
    std::vector<OptionField> fields_;
};

}  // namespace tapestry
