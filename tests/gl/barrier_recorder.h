/// Listens to the GL calls of a device and checks that every dispatch that writes or reads a texture or
/// buffer is ordered after those that wrote or read it before, by a barrier with the bit that OpenGL asks
/// for.
///
/// The rules, of the description of glMemoryBarrier in OpenGL 4.3, 7.12.2:
/// - what a shader wrote is seen by a read of some kind (texture, uniform block, indirect arguments, ...)
/// behind a
///   barrier with that kind's bit;
/// - stores to images, and to storage blocks, wait for reads and writes before them behind a barrier with the
/// bit of
///   stores to images, and to storage blocks.
#pragma once

#include <string>
#include <vector>

namespace tapestry::test {

/// A get_proc_address whose calls are recorded.
void* find_recorded(const char* name);

/// What was wrong since the last call, in words.
std::vector<std::string> take_hazards();

/// Dispatches since the last call, so that a test knows that there was something to hear.
int take_dispatch_count();

}  // namespace tapestry::test
