#include "reference/glsl/fibers.h"

#include <ucontext.h>

#include <cstddef>
#include <memory>
#include <vector>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif
#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace tapestry::glsl {
namespace {

/// A place to go on from: the thread's own, or one on a stack of its own. Sanitizers are told of every
/// switch.
class Fiber {
  public:
    void start(void (*entry)(), Fiber& back_to) {
        if (!stack_) stack_ = std::make_unique_for_overwrite<std::byte[]>(stack_bytes);
        getcontext(&context_);
        context_.uc_stack.ss_sp = stack_.get();
        context_.uc_stack.ss_size = stack_bytes;
        context_.uc_link = &back_to.context_;
        makecontext(&context_, entry, 0);
#if defined(__SANITIZE_THREAD__)
        if (!thread_) thread_ = __tsan_create_fiber(0);
#endif
    }

    /// Leaves this one for another. `ends`: for ever.
    void switch_to(Fiber& other, [[maybe_unused]] bool ends = false) {
#if defined(__SANITIZE_ADDRESS__)
        __sanitizer_start_switch_fiber(ends ? nullptr : &fake_stack_, other.bottom(), other.size());
#endif
#if defined(__SANITIZE_THREAD__)
        if (!thread_) thread_ = __tsan_get_current_fiber();
        __tsan_switch_to_fiber(other.thread_, 0);
#endif
        swapcontext(&context_, &other.context_);
        arrive(other);
    }

    /// The first that a new one does.
    void arrive([[maybe_unused]] Fiber& from) {
#if defined(__SANITIZE_ADDRESS__)
        const void* bottom = nullptr;
        std::size_t size = 0;
        __sanitizer_finish_switch_fiber(fake_stack_, &bottom, &size);
        if (!from.stack_) {
            from.thread_bottom_ = bottom;
            from.thread_size_ = size;
        }
#endif
    }

  private:
    static constexpr std::size_t stack_bytes = 256 * 1024;

    ucontext_t context_ = {};
    std::unique_ptr<std::byte[]> stack_;
#if defined(__SANITIZE_ADDRESS__)
    const void* bottom() const {
        return stack_ ? stack_.get() : thread_bottom_;
    }
    std::size_t size() const {
        return stack_ ? stack_bytes : thread_size_;
    }
    void* fake_stack_ = nullptr;
    const void* thread_bottom_ = nullptr;
    std::size_t thread_size_ = 0;
#endif
#if defined(__SANITIZE_THREAD__)
    void* thread_ = nullptr;
#endif
};

/// What a thread runs.
struct Group {
    Fiber scheduler;
    std::vector<std::unique_ptr<Fiber>> fibers;  // these keep their stacks
    std::vector<bool> has_ended;
    const std::function<void(int)>* body = nullptr;
    int current = 0;

    Fiber& own() { return *fibers[static_cast<std::size_t>(current)]; }
};

thread_local Group group;

void enter() {
    group.own().arrive(group.scheduler);
    (*group.body)(group.current);
    group.has_ended[static_cast<std::size_t>(group.current)] = true;
    group.own().switch_to(group.scheduler, true);
}

}  // namespace

void run_fibers(int count, const std::function<void(int)>& body) {
    const auto size = static_cast<std::size_t>(count);
    while (group.fibers.size() < size) group.fibers.push_back(std::make_unique<Fiber>());
    group.has_ended.assign(size, false);
    group.body = &body;
    for (std::size_t i = 0; i < size; ++i) group.fibers[i]->start(enter, group.scheduler);
    for (int left = count; left > 0;)
        for (int i = 0; i < count; ++i) {
            if (group.has_ended[static_cast<std::size_t>(i)]) continue;
            group.current = i;
            group.scheduler.switch_to(group.own());
            if (group.has_ended[static_cast<std::size_t>(i)]) --left;
        }
}

void wait_for_others() {
    group.own().switch_to(group.scheduler);
}

}  // namespace tapestry::glsl
