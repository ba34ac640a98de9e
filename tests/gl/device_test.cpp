// Device::create says what is wrong, and never crashes.
#include <doctest/doctest.h>

#include "gl_fixture.h"
#include "intercepted_gl.h"

namespace tapestry::test {
namespace {

Result<Device> create_with(void* (*lookup)(const char*)) {
    DeviceDescription description;
    description.get_proc_address = lookup;
    return Device::create(description);
}

}  // namespace

TEST_CASE_FIXTURE(GlFixture, "a device names its driver") {
    CHECK_FALSE(device.renderer().empty());
    CHECK_FALSE(device.version().empty());
    CHECK(device.transient_bytes() == 0);
    MESSAGE(device.renderer() << ", " << device.version());
}

TEST_CASE("no device without a way to find functions") {
    CHECK(fails_with(create_with(nullptr), "get_proc_address is null"));
    CHECK(fails_with(create_with(find_nothing), "get_proc_address does not find glGetString"));
}

TEST_CASE("no device where no context is current") {
    current_gl();
    CHECK(fails_with(create_with(find_without_context), "no OpenGL context is current"));
}

TEST_CASE("no device below OpenGL 4.3 and OpenGL ES 3.1, in the driver's own words") {
    current_gl();
    CHECK(fails_with(
        create_with(find_gl_4_2),
        "OpenGL 4.3 or OpenGL ES 3.1 or later is needed, but the context says '4.2.0 test' on 'a renderer'"));
    CHECK(fails_with(create_with(find_gles_3_0), "'OpenGL ES 3.0 test'"));
}

TEST_CASE("no device when a function of OpenGL 4.3 is missing") {
    current_gl();
    CHECK(fails_with(create_with(find_all_but_dispatch), "does not find glDispatchCompute"));
    CHECK(fails_with(create_with(find_get_string_only), "does not find gl"));
}

}  // namespace tapestry::test
