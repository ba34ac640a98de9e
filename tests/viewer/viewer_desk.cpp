#include "tests/viewer/viewer_desk.h"

#include <X11/keysym.h>
#include <doctest/doctest.h>

#include "document/preset_file.h"
#include "tests/processes/waiting.h"
#include "tests/viewer/running_viewer.h"

namespace tapestry::test {

Desk::Desk() {
    std::filesystem::create_directories(folder / "assets/photos");
    std::filesystem::create_directories(folder / "assets/tables");
    write_or_fail(photo, noise_picture(240, 160));
    std::filesystem::copy_file(shipped_table("disk_0-24_12x3_flat.tap"), folder / "assets/tables/disk.tap");
}

demo::Document Desk::take_preset(WindowHand& hand) const {
    std::filesystem::remove(preset);
    hand.key(XK_p, true);
    wait_until([&] { return std::filesystem::exists(preset); });
    const auto read = demo::read_preset(preset);
    REQUIRE_MESSAGE(read, (read ? "" : read.error().message));
    return *read;
}

offline::Picture8 Desk::take_picture(WindowHand& hand) const {
    hand.key(XK_s, true);
    return test::take_picture(saved);
}

std::vector<std::string> Desk::arguments(const std::vector<std::string>& more) const {
    std::vector<std::string> all = {"--debug-gl",
                                    "--assets",
                                    (folder / "assets").string(),
                                    "--size",
                                    "1280x800",
                                    "--out",
                                    saved.string(),
                                    "--ui-scale",
                                    "1",
                                    "--write-layout",
                                    (folder / "layout.json").string()};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

offline::Picture8 Desk::headless(const std::vector<std::string>& more) const {
    std::vector<std::string> all = {"--assets", (folder / "assets").string()};
    all.insert(all.end(), more.begin(), more.end());
    return filter_headless(photo, all);
}

}  // namespace tapestry::test
