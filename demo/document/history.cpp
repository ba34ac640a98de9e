#include "document/history.h"

namespace tapestry::demo {

void History::note(const Document& document) {
    if (document == states_[at_]) return;
    states_.resize(at_ + 1, document);
    states_.push_back(document);
    if (states_.size() > max_states) states_.erase(states_.begin());
    at_ = states_.size() - 1;
}

}  // namespace tapestry::demo
