/// Effects of the engine as the viewer runs them.
#pragma once

#include <utility>

#include "effects/effect_kind.h"
#include "tapestry/effect_frame.h"

namespace tapestry::demo {

/// The engine's frame of an input.
EffectFrame effect_frame(const EffectInput& input);

/// Runs an effect of the engine whose apply takes a frame and the options that `Bound` makes of values.
template <class Effect, auto Bound>
class BoundRunner : public EffectRunner {
  public:
    explicit BoundRunner(Effect effect) : effect_(std::move(effect)) {}
    Result<void> apply(const EffectInput& input, std::span<const float> values) override {
        return effect_.apply(effect_frame(input), Bound().options(values));
    }

  private:
    Effect effect_;
};

template <class Effect, auto Bound>
Result<std::unique_ptr<EffectRunner>> create_runner(const Device& device, const TapTable& table) {
    auto effect = Effect::create(device, table);
    if (!effect) return effect.error();
    return std::unique_ptr<EffectRunner>(std::make_unique<BoundRunner<Effect, Bound>>(std::move(*effect)));
}

}  // namespace tapestry::demo
