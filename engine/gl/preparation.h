/// Makes the programs of frames that may come before they come.
#pragma once

#include <functional>
#include <vector>

#include "gl/device_state.h"
#include "gl/shader_library.h"
#include "tapestry/device.h"

namespace tapestry {

/// The programs that frames ask for while a device prepares: lists of passes note them here, and draw
/// nothing.
class Preparation {
  public:
    /// Notes it, unless it is there.
    void add(ShaderLibrary::Handle program);

    const std::vector<ShaderLibrary::Handle>& programs() const { return programs_; }

  private:
    std::vector<ShaderLibrary::Handle> programs_;
};

/// Draws the frame of an index, by PassList::draw.
using DrawFrame = std::function<Result<void>(int frame)>;

/// Makes all programs that these frames take. First all are started; then the driver is asked for each; then
/// those frames are drawn that had a program which none before them had, since drivers make machine code
/// when a program first runs, and some for the formats of its textures. Error: a frame's; the first
/// program's that does not build; `progress` has said to stop, after which what was made is kept; the device
/// prepares already.
Result<void> prepare_frames(DeviceState& device, int frames, const DrawFrame& draw,
                            const PrepareProgress& progress);

}  // namespace tapestry
