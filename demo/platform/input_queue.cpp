#include "platform/input_queue.h"

#include <algorithm>
#include <utility>

namespace tapestry::demo {
namespace {

using Kind = InputEvent::Kind;

/// Whether an event has to wait for another frame than the one that these are in. In a frame, keys act before
/// what was dropped, and both before the mouse. Movement merges, and so do turns of the wheel with it: a
/// mouse that sends a thousand of them a second must not run ahead of the picture.
bool has_to_wait(const InputEvent& event, const std::vector<InputEvent>& frame) {
    const auto has = [&](Kind kind) {
        return std::any_of(frame.begin(), frame.end(), [&](const auto& other) { return other.kind == kind; });
    };
    const auto has_key = [&](const auto& is_meant) {
        return std::any_of(frame.begin(), frame.end(),
                           [&](const auto& other) { return other.kind == Kind::key && is_meant(other); });
    };
    switch (event.kind) {
        case Kind::pointer:
            // What was pressed is where the pointer was.
            return has(Kind::button);
        case Kind::button:
            // A drag's last movement belongs to the drag: it is seen before the button is up.
            return has(Kind::button) || has(Kind::wheel) || has(Kind::key) || has(Kind::text) ||
                   has(Kind::drop) || (!event.is_down && has(Kind::pointer));
        case Kind::key:
            // One press a frame, so that text that is entered is there when the next key acts on it.
            return has(Kind::button) || has(Kind::wheel) || has(Kind::drop) ||
                   has_key([&](const InputEvent& other) {
                       return other.code == event.code || (event.is_down && other.is_down);
                   });
        case Kind::wheel:
        case Kind::text:
            return has(Kind::button) || has(Kind::drop) || (event.kind == Kind::text && has(Kind::wheel));
        case Kind::drop:
            return has(Kind::button) || has(Kind::wheel);
        case Kind::focus:
            break;
    }
    return false;
}

}  // namespace

std::vector<InputEvent> InputQueue::take_frame() {
    std::vector<InputEvent> frame;
    while (!events_.empty() && !has_to_wait(events_.front(), frame)) {
        frame.push_back(std::move(events_.front()));
        events_.pop_front();
    }
    return frame;
}

}  // namespace tapestry::demo
