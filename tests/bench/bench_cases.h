/// What is measured at one size and radius: the cascade in all its forms, and the rivals.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "rivals/rival.h"
#include "tapestry/device.h"

namespace tapestry::bench {

struct Case {
    std::string name;
    double reads = 0.0;          ///< a pixel; 0 where pixels differ
    std::size_t bytes = 0;       ///< of GPU memory, beside source and target
    std::optional<double> psnr;  ///< dB against the dense kernel, where there is one
    std::vector<double> times_ms = {};
    std::function<void()> run = {};
};

/// A source, a target, tables and maps, and the cases that use them.
class CaseSet {
  public:
    struct Choice {
        demo::RivalSize size;
        int radius_px = 24;
        bool with_dense = true;  ///< the plain dense gather takes minutes on software GL
        bool with_rivals = true;
    };

    /// Error: what the device or a fit says. Makes every case and runs it once.
    static Result<CaseSet> create(Device& device, demo::RivalContext& context, const Choice& choice);

    CaseSet(CaseSet&&) noexcept;
    ~CaseSet();

    std::vector<Case>& cases();
    const Choice& choice() const;

  private:
    struct Impl;
    explicit CaseSet(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace tapestry::bench
