#include "background_priority.h"

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace tapestry::demo {

void yield_to_others() {
#ifdef __linux__
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), 15);
#endif
}

}  // namespace tapestry::demo
