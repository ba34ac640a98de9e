#include "gl/pass_timer.h"

namespace tapestry {

PassTimer::~PassTimer() {
    enable(false);
}

bool PassTimer::enable(bool on) {
    if (on && (!gl_->QueryCounter || !gl_->GetQueryObjectui64v)) return false;
    if (on == !slots_.empty()) return true;
    for (const Slot& slot : slots_) gl_->DeleteQueries(2, slot.queries.data());
    slots_.clear();
    times_.clear();
    first_ = 0;
    in_flight_ = 0;
    is_timing_ = false;
    if (!on) return true;
    slots_.resize(capacity);
    times_.reserve(capacity);
    for (Slot& slot : slots_) gl_->GenQueries(2, slot.queries.data());
    return true;
}

void PassTimer::begin(std::string_view name) {
    is_timing_ = in_flight_ < slots_.size();
    if (!is_timing_) return;
    Slot& slot = slots_[(first_ + in_flight_) % capacity];
    slot.name = name;
    gl_->QueryCounter(slot.queries[0], GL_TIMESTAMP);
}

void PassTimer::end() {
    if (!is_timing_) return;
    gl_->QueryCounter(slots_[(first_ + in_flight_) % capacity].queries[1], GL_TIMESTAMP);
    ++in_flight_;
    is_timing_ = false;
}

std::span<const PassTime> PassTimer::take() {
    times_.clear();
    for (; in_flight_ > 0; --in_flight_) {
        const Slot& slot = slots_[first_];
        GLuint is_there = GL_FALSE;
        gl_->GetQueryObjectuiv(slot.queries[1], GL_QUERY_RESULT_AVAILABLE, &is_there);
        if (!is_there) break;
        GLuint64 start = 0;
        GLuint64 end = 0;
        gl_->GetQueryObjectui64v(slot.queries[0], GL_QUERY_RESULT, &start);
        gl_->GetQueryObjectui64v(slot.queries[1], GL_QUERY_RESULT, &end);
        times_.push_back({slot.name, end > start ? static_cast<double>(end - start) * 1e-6 : 0.0});
        first_ = (first_ + 1) % capacity;
    }
    return times_;
}

}  // namespace tapestry
