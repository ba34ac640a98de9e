// What the hand does, as frames see it: a frame looks once at what is down and where the pointer is.
#include "platform/input_queue.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <tuple>

namespace tapestry::test {
namespace {

using namespace demo;
using Kind = InputEvent::Kind;

InputEvent pointer(double x) {
    return {.kind = Kind::pointer, .x = x, .is_down = true};
}
InputEvent button(bool is_down, int which = 0) {
    return {.kind = Kind::button, .code = which, .is_down = is_down};
}
InputEvent key(int code, bool is_down) {
    return {.kind = Kind::key, .code = code, .is_down = is_down};
}
InputEvent wheel(double steps) {
    return {.kind = Kind::wheel, .y = steps};
}
InputEvent text(int code_point) {
    return {.kind = Kind::text, .code = code_point};
}
InputEvent drop(const char* path) {
    return {.kind = Kind::drop, .path = path};
}

/// How many events each frame gets.
std::vector<std::size_t> frames_of(const std::vector<InputEvent>& events) {
    InputQueue queue;
    for (const InputEvent& event : events) queue.push(event);
    std::vector<std::size_t> sizes;
    while (!queue.is_empty()) sizes.push_back(queue.take_frame().size());
    return sizes;
}

using Sizes = std::vector<std::size_t>;

TEST_CASE("a click within one frame takes two, where it was made") {
    CHECK(frames_of({pointer(1), button(true), button(false), pointer(2)}) == Sizes{2, 1, 1});
    CHECK(frames_of({pointer(1), button(true), button(false), button(true), button(false)}) ==
          Sizes{2, 1, 1, 1});
}

TEST_CASE("a drag's last movement is seen before the button is up") {
    CHECK(frames_of({pointer(1), button(true), pointer(2), pointer(3), button(false)}) == Sizes{2, 2, 1});
}

TEST_CASE("what is pressed and released is seen down; keys that follow see what the others did") {
    CHECK(frames_of({key(65, true), text(97), key(65, false), key(66, true), text(98), key(66, false)}) ==
          Sizes{2, 3, 1});
    CHECK(frames_of({button(false), key(83, true)}) == Sizes{1, 1});
    CHECK(frames_of({wheel(1), key(83, true)}) == Sizes{1, 1});
    CHECK(frames_of({drop("a.png"), drop("b.png"), key(83, true)}) == Sizes{2, 1});
    CHECK(frames_of({key(83, true), drop("a.png")}) == Sizes{2});
    CHECK(frames_of({key(90, true), button(true)}) == Sizes{1, 1});
}

TEST_CASE("movement and turns of the wheel merge, however many") {
    std::vector<InputEvent> events;
    for (int i = 0; i < 1000; ++i) {
        events.push_back(pointer(i));
        events.push_back(wheel(1));
    }
    CHECK(frames_of(events) == Sizes{2000});
}

/// What a frame that looks once has seen happen: kind, code, whether it went down, and where the pointer was.
using Seen = std::tuple<Kind, int, bool, double>;

TEST_CASE("frames that look once see every press and release in order, at its place") {
    const char* given = std::getenv("TAPESTRY_TEST_SEED");
    const auto seed =
        given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
    MESSAGE("seed " << seed);
    std::mt19937 random(seed);
    InputQueue queue;
    std::vector<Seen> happened, seen;
    std::map<std::pair<Kind, int>, bool> is_down, was_down;
    double at = 0.0;
    double seen_at = 0.0;
    const auto take_frame = [&] {
        bool has_pressed = false;
        const double before = seen_at;
        std::map<std::pair<Kind, int>, bool> now = was_down;
        for (const InputEvent& event : queue.take_frame()) {
            if (event.kind == Kind::pointer)
                seen_at = event.x;
            else
                now[{event.kind, event.code}] = event.is_down;
        }
        for (const auto kind : {Kind::key, Kind::button})
            for (const auto& [what, down] : now) {
                if (what.first != kind || was_down[what] == down) continue;
                // The way to where it is released was gone while it was down.
                if (kind == Kind::button && !down) CHECK(seen_at == before);
                if (kind == Kind::button) CHECK_FALSE(has_pressed);
                has_pressed = true;
                seen.emplace_back(kind, what.second, down, kind == Kind::button ? seen_at : 0.0);
            }
        was_down = now;
    };
    for (int i = 0; i < 20000; ++i) {
        const auto roll = random() % 8;
        if (roll < 4) {
            at = static_cast<double>(random() % 1000);
            queue.push(pointer(at));
        } else {
            const Kind kind = roll < 6 ? Kind::button : Kind::key;
            const int code = static_cast<int>(random() % 3);
            const bool down = !is_down[{kind, code}];
            is_down[{kind, code}] = down;
            queue.push(kind == Kind::button ? button(down, code) : key(code, down));
            happened.emplace_back(kind, code, down, kind == Kind::button ? at : 0.0);
        }
        if (random() % 6 == 0) take_frame();
    }
    while (!queue.is_empty()) take_frame();
    // Within one frame only keys can change together, and one of them down at most: compare them as sets
    // there.
    REQUIRE(seen.size() == happened.size());
    for (std::size_t from = 0; from < seen.size();) {
        std::size_t end = from + 1;
        while (end < seen.size() && std::get<Kind>(seen[from]) == Kind::key &&
               std::get<Kind>(seen[end]) == Kind::key)
            ++end;
        CHECK(std::is_permutation(seen.begin() + static_cast<std::ptrdiff_t>(from),
                                  seen.begin() + static_cast<std::ptrdiff_t>(end),
                                  happened.begin() + static_cast<std::ptrdiff_t>(from)));
        from = end;
    }
}

}  // namespace
}  // namespace tapestry::test
